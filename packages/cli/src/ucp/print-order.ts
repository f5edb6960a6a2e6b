import { formatMoney, type Text, type UcpOrderReply } from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { UCP_TEXTS as TEXTS } from "./ucp-texts.js";

const { label: LABEL } = TEXTS;

/** Prints an order of the protocol. */
export function printOrder(terminal: Terminal, order: UcpOrderReply): void {
  const say = (words: Text) => terminal.say(words);
  const { currency, totals, line_items: lines, fulfillment, adjustments } = order;
  const money = (minor: number) =>
    formatMoney({ amount_minor: minor, currency }, terminal.language);
  const amountOf = (parts: typeof totals) =>
    money(parts.find(({ type }) => type === "total")?.amount ?? 0);
  const linesOf = (texts: readonly string[]) => (texts.length === 0 ? null : texts.join("\n"));
  printFacts(terminal.out, [
    [say(LABEL.id), order.id],
    [say(LABEL.version), order.ucp.version],
    [say(LABEL.orders), order.label],
    [say(LABEL.checkout), order.checkout_id],
    [say(LABEL.total), amountOf(totals)],
    [
      say(LABEL.items),
      linesOf(
        lines.map(
          ({ id, item, quantity, status }) =>
            `${id}  ${item.title}  ${money(item.price)} × ${quantity.original}  ${status} (${quantity.fulfilled}/${quantity.total})`,
        ),
      ),
    ],
    [
      say(LABEL.shipments),
      linesOf(
        fulfillment.events.map(
          ({ occurred_at: at, type, carrier, tracking_number: number, line_items: shipped }) =>
            `${instant(at)}  ${type}  ${carrier} ${number}  ${shipped
              .map(({ id, quantity }) => `${id} × ${quantity}`)
              .join(", ")}`,
        ),
      ),
    ],
    [
      say(LABEL.refunds),
      linesOf(
        adjustments.map(
          ({ occurred_at: at, status, totals: parts }) =>
            `${instant(at)}  ${status}  ${amountOf(parts)}`,
        ),
      ),
    ],
    [say(LABEL.page), order.permalink_url],
  ]);
}
