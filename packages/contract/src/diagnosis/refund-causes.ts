import { REFUND_OPERATIONS } from "../http-api/refunds.js";
import { isMissing, type Unchecked } from "../rules/limits.js";
import type { SentBody } from "./diagnosed-call.js";
import type { Diagnosis } from "./diagnosis.js";
import { misnamedCauses } from "./field-causes.js";
import { payNumberCauses } from "./pay-number-causes.js";
import { amountCauses, diagnosePayObject, type ForeignObject } from "./pay-object-causes.js";
import { timeCauses } from "./time-causes.js";

/**
 * What is wrong with a body that was sent as a refund, likeliest first; empty if nothing known is.
 * Pure.
 */
export function diagnoseRefund(sent: SentBody): Diagnosis[] {
  return diagnosePayObject(sent, (body) => (isRefund(body) ? [] : FOREIGN), refundCauses);
}

const isRefund = (body: Unchecked): boolean =>
  [body["refund_id"], body["out_refund_no"]].some((id) => !isMissing(id));

/** Objects that are no refund, by the members that only they have. */
const FOREIGN: readonly ForeignObject[] = [
  [
    "payment-as-refund",
    ["trade_state", "trade_type", "combine_out_trade_no", "combine_payer_info", "payer"],
  ],
];

const SCHEMA = REFUND_OPERATIONS.recordRefund.body;
const REQUIRED = ["transaction_id", "out_trade_no", "refund_id", "out_refund_no"] as const;

function* refundCauses(body: Unchecked): Generator<Diagnosis> {
  for (const name of REQUIRED) {
    if (isMissing(body[name])) yield* misnamedCauses(body, name, SCHEMA);
  }
  yield* payNumberCauses(body, SCHEMA);
  if (isMissing(body["status"]) && isMissing(body["refund_status"])) {
    yield* misnamedCauses(body, "refund_status", SCHEMA);
  }
  yield* amountCauses(body, "amount", {
    required: ["total", "refund"],
    payer: ["payer_total", "payer_refund"],
  });
  yield* timeCauses(body["create_time"], "create_time");
  yield* timeCauses(body["success_time"], "success_time");
}
