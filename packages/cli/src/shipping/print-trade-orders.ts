import {
  formatMoney,
  pushText,
  TRADE_EVENT_TEXTS,
  TRADE_MONEY_TEXTS,
  TRADE_STATE_TEXTS,
  TRADE_TIMER_TEXTS,
  type TradeOrderRepresentation,
  type TradeOrderSummaryRepresentation,
  UNMANAGED_REASON_TEXTS,
} from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { SHIPPING_TEXTS as TEXTS } from "./shipping-texts.js";

/** Prints payments as a table: state, and what happens next or why it is not under management. */
export function printTradeOrders(
  terminal: Terminal,
  orders: readonly TradeOrderSummaryRepresentation[],
): void {
  const { label } = TEXTS;
  const titles = [label.transactionId, label.outTradeNo, label.amount, label.state, label.next];
  printTable(
    terminal.out,
    titles.map((title, index) => ({
      title: terminal.say(title),
      align: title === label.amount ? "right" : "left",
      ...(index === titles.length - 1 ? { isWide: true as const } : {}),
    })),
    orders.map((order) => [
      order.transaction_id,
      order.out_trade_no,
      amountOf(terminal, order) ?? "",
      stateOf(terminal, order),
      reasonOf(terminal, order) ?? nextOf(terminal, order) ?? "",
    ]),
    "",
  );
}

/** Prints one payment with its parcels and its timeline. */
export function printTradeOrder(terminal: Terminal, order: TradeOrderRepresentation): void {
  const { out } = terminal;
  const label = (key: keyof typeof TEXTS.label) => terminal.say(TEXTS.label[key]);
  const { shipping } = order;
  out.line(out.bold(order.transaction_id));
  printFacts(out, [
    [label("outTradeNo"), order.out_trade_no],
    ["appid", order.appid],
    [label("mchid"), [order.mchid, order.sub_mchid].filter(Boolean).join(" / ")],
    [label("openid"), order.openid],
    [label("amount"), amountOf(terminal, order)],
    [label("paidAt"), instant(order.paid_at)],
    [label("state"), stateOf(terminal, order)],
    [label("money"), terminal.say(TRADE_MONEY_TEXTS[order.money])],
    [label("unmanaged"), reasonOf(terminal, order)],
    [label("complaint"), order.in_complaint ? label("open") : null],
    [label("next"), nextOf(terminal, order)],
    [label("uploadTime"), instant(shipping?.upload_time)],
    [label("reshipment"), reshipmentOf(terminal, order)],
    ...(shipping?.parcels ?? []).map(
      ({ carrier_name: carrier, tracking_no: number, item_desc: goods }) =>
        [label("parcel"), [carrier, number, goods].filter(Boolean).join(" · ")] as const,
    ),
  ]);
  out.line();
  printTimelines(terminal, [order]);
}

/**
 * Prints what happened to orders, in one table. With several orders, each row names its own, and a push has
 * only its event; with one, also what became of it.
 */
export function printTimelines(
  terminal: Terminal,
  orders: readonly TradeOrderRepresentation[],
): void {
  const { label } = TEXTS;
  const hasMany = orders.length > 1;
  const rows = orders
    .flatMap(({ out_trade_no: orderNo, timeline }) =>
      timeline.map((event) => ({ orderNo, ...event })),
    )
    .toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .map(({ orderNo, at, event, push = "", push_outcome: outcome }) => [
      instant(at) ?? "",
      ...(hasMany ? [orderNo] : []),
      terminal.say(TRADE_EVENT_TEXTS[event]),
      outcome === undefined || hasMany ? push : `${push}: ${terminal.say(pushText(outcome))}`,
    ]);
  const titles = [label.paidAt, ...(hasMany ? [label.outTradeNo] : []), label.event, label.push];
  printTable(
    terminal.out,
    titles.map((title, index) => ({ title: index === 0 ? "" : terminal.say(title) })),
    rows,
  );
}

const amountOf = (terminal: Terminal, { amount }: TradeOrderSummaryRepresentation) =>
  amount === undefined ? null : formatMoney(amount, terminal.language);

const stateOf = (
  terminal: Terminal,
  { state, state_name: name, money }: TradeOrderSummaryRepresentation,
): string => (money === "unmanaged" ? "–" : `${state} ${terminal.say(TRADE_STATE_TEXTS[name])}`);

/** Whether the one re-shipment is spent; null when it is not possible in this state anyway. */
function reshipmentOf(
  terminal: Terminal,
  { shipping, state_name: state }: TradeOrderRepresentation,
): string | null {
  const isPossible = state === "unshipped" || state === "shipped";
  if (shipping === undefined || !isPossible) return null;
  return terminal.say(shipping.is_reshipped ? TEXTS.spent : TEXTS.notSpent);
}

const reasonOf = (
  terminal: Terminal,
  { unmanaged_reason: reason }: TradeOrderSummaryRepresentation,
): string | null => (reason === undefined ? null : terminal.say(UNMANAGED_REASON_TEXTS[reason]));

function nextOf(terminal: Terminal, { timers }: TradeOrderSummaryRepresentation): string | null {
  const [first] = timers;
  if (first === undefined) return null;
  return terminal.say(TEXTS.due(TRADE_TIMER_TEXTS[first.timer], instant(first.due_at) ?? ""));
}
