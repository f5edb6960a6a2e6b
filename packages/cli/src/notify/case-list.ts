import { ANSWER_CASES } from "./cases/answer-cases.js";
import { CONTENT_CASES } from "./cases/content-cases.js";
import { DIVIDED_CASES } from "./cases/divided-cases.js";
import { FORM_CASES } from "./cases/form-cases.js";
import { PAYMENT_CASES } from "./cases/payment-cases.js";
import { REFUND_CASES } from "./cases/refund-cases.js";
import { SIGNATURE_CASES } from "./cases/signature-cases.js";
import type { CaseWords, SendingCase } from "./check-case.js";
import { URL_CASE } from "./url-case.js";

export const SENDING_CASES: readonly SendingCase[] = [
  ...PAYMENT_CASES,
  ...SIGNATURE_CASES,
  ...CONTENT_CASES,
  ...REFUND_CASES,
  ...DIVIDED_CASES,
  ...FORM_CASES,
];

/** Every case, in the order in which results are listed. */
export const ALL_CASES: readonly CaseWords[] = [URL_CASE, ...SENDING_CASES, ...ANSWER_CASES];
