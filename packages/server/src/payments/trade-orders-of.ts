import type { TransactionRepresentation } from "@dingdan/contract";
import type { App } from "../domain/app.js";
import { factsOfReport, payersOf } from "../domain/payment-facts.js";
import { newTradeOrders } from "../domain/trade/management.js";
import type { PaymentSource, TradeOrder } from "../domain/trade/trade-order.js";

/** Looks up registered apps; it may read from memory. */
export interface KnownApps {
  find(appid: string): Promise<App | null>;
}

/**
 * The trade orders that a report of a payment makes, in the registered apps of its payers.
 * @param source how it was paid, as the operator says; undefined: as the report and the app say
 */
export async function tradeOrdersOf(
  report: TransactionRepresentation,
  source: PaymentSource | undefined,
  apps: KnownApps,
): Promise<TradeOrder[]> {
  const facts = factsOfReport(report);
  const found = await Promise.all(payersOf(facts).map(({ appid }) => apps.find(appid)));
  const registered = found.filter((app) => app !== null);
  const [likeliest] = registered;
  if (likeliest === undefined) return [];
  const settings = new Map(registered.map(({ appid, trade }) => [appid, trade]));
  return newTradeOrders(facts, source ?? sourceOf(report, likeliest), settings);
}

/** WeChat Pay reports no source: only a payment by JSAPI in a mini program's app is made in one. */
function sourceOf(report: TransactionRepresentation, { kind }: App): PaymentSource {
  const type = report.trade_type ?? tradeTypeOfPart(report);
  return kind === "mini_program" && (type === undefined || type === "JSAPI")
    ? "mini_program"
    : "other";
}

/** A combined payment reports it for each part; all parts are paid at once, in one way. */
function tradeTypeOfPart({ sub_orders: parts = [] }: TransactionRepresentation) {
  const type = (parts[0] as { readonly trade_type?: unknown } | undefined)?.trade_type;
  return typeof type === "string" ? type : undefined;
}
