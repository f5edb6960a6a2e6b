import { REFUND_OPERATIONS } from "../http-api/refunds.js";
import { isMissing, isObject } from "../rules/limits.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { misnamedCauses } from "./field-causes.js";
import { amountCauses, type ForeignObject, foreignObjectCauses } from "./pay-object-causes.js";
import { timeCauses } from "./time-causes.js";

/**
 * What is wrong with an object that was sent as a refund, likeliest first; empty if nothing known is.
 * Pure.
 */
export function diagnoseRefund(body: unknown): Diagnosis[] {
  const isRefund =
    isObject(body) && [body["refund_id"], body["out_refund_no"]].some((id) => !isMissing(id));
  return [...refundCauses(body, isRefund ? [] : FOREIGN)];
}

/** Objects that are no refund, by the members that only they have. */
const FOREIGN: readonly ForeignObject[] = [
  [
    "payment-as-refund",
    ["trade_state", "trade_type", "combine_out_trade_no", "combine_payer_info", "payer"],
  ],
];

const SCHEMA = REFUND_OPERATIONS.recordRefund.body;
const NUMBERS = ["transaction_id", "out_trade_no", "refund_id", "out_refund_no"] as const;

function* refundCauses(
  body: unknown,
  foreignObjects: readonly ForeignObject[],
): Generator<Diagnosis> {
  const foreign = [...foreignObjectCauses(body, foreignObjects)];
  yield* foreign;
  if (foreign.length > 0 || !isObject(body)) return;
  for (const name of NUMBERS) {
    if (isMissing(body[name])) yield* misnamedCauses(body, name, SCHEMA);
    else if (typeof body[name] === "number") yield found("number-for-string", name);
  }
  if (isMissing(body["status"]) && isMissing(body["refund_status"])) {
    yield* misnamedCauses(body, "refund_status", SCHEMA);
  }
  yield* amountCauses(body, "amount", {
    required: ["total", "refund"],
    payer: ["payer_total", "payer_refund"],
  });
  yield* timeCauses(body["success_time"], "success_time");
}
