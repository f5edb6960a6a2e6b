import { BODY_CALLS } from "./labelled/body-calls.js";
import type { LabelledCall } from "./labelled/labelled-call.js";
import { PAYMENT_CALLS } from "./labelled/payment-calls.js";
import { QUIET_CALLS } from "./labelled/quiet-calls.js";
import { STATE_CALLS } from "./labelled/state-calls.js";
import { TIME_CALLS } from "./labelled/time-calls.js";

/** Every mistake of shipping-management, §14, as public clients make it. */
export const LABELLED_CALLS: readonly LabelledCall[] = [
  ...PAYMENT_CALLS,
  ...BODY_CALLS,
  ...TIME_CALLS,
  ...STATE_CALLS,
  ...QUIET_CALLS,
];
