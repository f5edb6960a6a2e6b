import {
  type AppRepresentation,
  EXAMPLE_APPID,
  EXAMPLE_PAYMENT,
  EXAMPLE_TRADE_ORDER,
  isObject,
  OPERATIONS,
  type TradeOrderSummaryRepresentation,
} from "@dingdan/contract";
import { inChina } from "../format/times.js";
import type { TriedKey } from "./operations.js";

/**
 * An operation's example that this app can send now: its own appid and merchant number instead of the
 * documents', links that its kind allows, the current time, and unused order numbers.
 */
export function freshExample(key: TriedKey, app: AppRepresentation | undefined, now: Date): string {
  const { example } = OPERATIONS[key];
  const number = `DD${now.getTime()}`;
  const hasPages = app === undefined || app.kind === "mini_program";
  return JSON.stringify(example.request, hasPages ? undefined : toWebsite, 2)
    .replaceAll(EXAMPLE_APPID, app?.appid ?? EXAMPLE_APPID)
    .replaceAll(EXAMPLE_PAYMENT.mchid, app?.mchids[0] ?? EXAMPLE_PAYMENT.mchid)
    .replaceAll(EXAMPLE_PAYMENT.out_trade_no, number)
    .replaceAll("232457563423", number)
    .replaceAll(/("upload_time": ")[^"]+/g, `$1${inChina(now)}`);
}

/** An example of shipping information management for a payment that the app has. */
export const forPayment = (
  example: string,
  {
    transaction_id,
    out_trade_no,
    openid,
  }: Pick<TradeOrderSummaryRepresentation, "transaction_id" | "out_trade_no" | "openid">,
): string =>
  example
    .replaceAll(EXAMPLE_TRADE_ORDER.transaction_id, transaction_id)
    .replaceAll(EXAMPLE_TRADE_ORDER.merchant_trade_no, out_trade_no)
    .replaceAll(/("order_id": ")[^"]+/g, `$1${out_trade_no}`)
    .replaceAll(EXAMPLE_TRADE_ORDER.openid, openid);

/** An app that is not a mini program links to a website. */
function toWebsite(_name: string, value: unknown): unknown {
  if (!isObject(value) || value["type"] !== "MINI_PROGRAM") return value;
  return { type: "URL", url: `https://shop.example.com${value["path"] as string}` };
}
