import { PAYMENT_OPERATIONS } from "../http-api/payments.js";
import { isAbsent, isMissing, isObject, type Unchecked } from "../rules/limits.js";
import type { SentBody } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { misnamedCauses } from "./field-causes.js";
import { payNumberCauses } from "./pay-number-causes.js";
import { amountCauses, diagnosePayObject, type ForeignObject } from "./pay-object-causes.js";
import { timeCauses } from "./time-causes.js";

/**
 * What is wrong with a body that was sent as a completed payment, likeliest first; empty if nothing
 * known is. Pure.
 */
export function diagnosePayment(sent: SentBody): Diagnosis[] {
  return diagnosePayObject(
    sent,
    () => FOREIGN,
    (body) => (isCombined(body) ? combinedCauses(body) : ordinaryCauses(body)),
  );
}

const isCombined = (body: Unchecked): boolean =>
  !isMissing(body["combine_out_trade_no"]) || Array.isArray(body["sub_orders"]);

/** Objects that are no payment, by the members that only they have. */
const FOREIGN: readonly ForeignObject[] = [
  ["refund-as-payment", ["refund_id", "out_refund_no", "refund_status"]],
  ["payment-not-made", ["prepay_id", "code_url", "h5_url", "mweb_url", "paySign"]],
];

const SCHEMA = PAYMENT_OPERATIONS.recordPayment.body;

const ORDINARY_MEMBERS = ["out_trade_no", "transaction_id", "trade_state", "success_time"] as const;

function* ordinaryCauses(body: Unchecked): Generator<Diagnosis> {
  const isProviders = ["sp_appid", "sub_appid", "sp_mchid", "sub_mchid"].some(
    (name) => !isMissing(body[name]),
  );
  const wanted = [...(isProviders ? [] : ["appid", "mchid"]), ...ORDINARY_MEMBERS];
  for (const name of wanted) {
    if (isMissing(body[name])) yield* misnamedCauses(body, name, SCHEMA);
  }
  yield* payNumberCauses(body, SCHEMA);
  yield* renamed(body, "ordinary-member-name", "", { combine_payer_info: "payer" });
  yield* payerCauses(body);
  yield* amountCauses(body, "amount", { required: ["total"], payer: ["payer_total"] });
  const amount = body["amount"];
  if (isObject(amount)) {
    yield* renamed(amount, "ordinary-member-name", "amount.", { total_amount: "total" });
  }
  yield* timeCauses(body["success_time"], "success_time");
}

function* payerCauses(body: Unchecked): Generator<Diagnosis> {
  const { payer, openid } = body;
  if (typeof payer === "string" && payer !== "") yield found("payer-as-text", "payer");
  else if (Array.isArray(payer)) yield found("list-for-object", "payer", { field: "payer" });
  else if (isAbsent(payer)) {
    if (typeof openid === "string") yield found("openid-at-top-level", "openid");
  } else if (isObject(payer)) {
    const isSubOpenidMissing = isMissing(payer["openid"]) && isMissing(payer["sub_openid"]);
    if (isSubOpenidMissing && !isMissing(body["sub_appid"]) && !isMissing(payer["sp_openid"])) {
      yield found("sub-openid-missing", "payer.sub_openid");
    } else if (isSubOpenidMissing && isMissing(payer["sp_openid"])) {
      yield* misnamedCauses(body, "payer.openid", SCHEMA);
    } else if (
      isMissing(body["sub_appid"]) &&
      isMissing(payer["openid"]) &&
      !isMissing(payer["sub_openid"]) &&
      (!isMissing(body["appid"]) || isMissing(payer["sp_openid"]))
    ) {
      yield found("sub-appid-missing", "sub_appid");
    }
  }
}

function* combinedCauses(body: Unchecked): Generator<Diagnosis> {
  yield* renamed(body, "combined-member-name", "", {
    out_trade_no: "combine_out_trade_no",
    appid: "combine_appid",
    mchid: "combine_mchid",
    payer: "combine_payer_info",
  });
  yield* payNumberCauses(body, SCHEMA);
  const subOrders = Array.isArray(body["sub_orders"]) ? body["sub_orders"] : [];
  yield* combinedPayerCauses(body["combine_payer_info"], subOrders);
  for (const [index, subOrder] of subOrders.entries()) {
    if (!isObject(subOrder)) continue;
    const path = `sub_orders[${index}]`;
    yield* amountCauses(subOrder, `${path}.amount`, {
      required: ["total_amount"],
      payer: ["payer_amount"],
    });
    const amount = subOrder["amount"];
    if (isObject(amount)) {
      yield* renamed(amount, "combined-member-name", `${path}.amount.`, { total: "total_amount" });
    }
    yield* timeCauses(subOrder["success_time"], `${path}.success_time`);
  }
}

function* combinedPayerCauses(info: unknown, subOrders: readonly unknown[]): Generator<Diagnosis> {
  const payer = isObject(info) ? info : {};
  const parts = subOrders.map((part) => (isObject(part) ? part : {}));
  const hasSubOpenid = (part: Unchecked) =>
    [part["sub_openid"], payer["sub_openid"]].some((openid) => !isMissing(openid));
  const isPaidInApp = parts.some((part) => !isMissing(part["sub_appid"]) && hasSubOpenid(part));
  if (isPaidInApp || !isMissing(payer["openid"])) return;
  const index = parts.findIndex((part) => isMissing(part["sub_appid"]) && hasSubOpenid(part));
  if (index !== -1) yield found("sub-appid-missing", `sub_orders[${index}].sub_appid`);
}

/** Members that are present under the name of the other kind of payment. */
function* renamed(
  object: Unchecked,
  id: "combined-member-name" | "ordinary-member-name",
  prefix: string,
  names: Readonly<Record<string, string>>,
): Generator<Diagnosis> {
  for (const [sent, wanted] of Object.entries(names)) {
    if (!isMissing(object[sent]) && isMissing(object[wanted])) {
      yield found(id, prefix + sent, { found: sent, wanted });
    }
  }
}
