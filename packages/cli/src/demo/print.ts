import {
  formatMoney,
  isObject,
  type ListedOrderRepresentation,
  type MerchantOrder,
  statusWords,
  type Text,
} from "@dingdan/contract";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { price } from "../terminal/values.js";
import { displayWidth, padEnd, truncate } from "../terminal/width.js";
import { TEXTS } from "../texts.js";
import type { DemoStep } from "./step.js";

export function printChapter({ out, language }: Terminal, chapter: Text): void {
  out.line();
  out.line(out.bold(out.style("cyan", chapter[language])));
}

/** Prints a step: its title, the call, the request and the reply, each on one line. */
export function printStep(terminal: Terminal, number: number, step: DemoStep): void {
  const { out } = terminal;
  const columns = Math.min(out.columns, 110);
  const mark = step.isAsExpected ? out.style("green", "✓") : out.style("red", "✗");
  const title = `${String(number).padStart(2)} ${terminal.say(step.title)}`;
  const duration = `${step.durationMs.toFixed(0)} ms`;
  const gap = " ".repeat(Math.max(2, columns - 2 - displayWidth(title) - duration.length));
  out.line();
  out.line(`${mark} ${out.bold(title)}${gap}${out.dim(duration)}`);

  const sent = terminal.say(TEXTS.demo.sent);
  const answered = terminal.say(TEXTS.demo.answered);
  const labelColumns = Math.max(displayWidth(sent), displayWidth(answered));
  const row = (label: string, value: unknown, point: string | null) => {
    const json = JSON.stringify(value);
    const room = columns - 5 - labelColumns - 2;
    // An unexpected reply is not shortened, because the user must read it.
    const shown = step.isAsExpected ? shorten(json, value, point, room) : json;
    out.line(`     ${out.dim(padEnd(label, labelColumns))}  ${shown}`);
  };
  out.line(`     ${step.method} ${truncate(step.path, columns - 12)}`);
  if (step.request !== null) row(sent, step.request, null);
  row(answered, step.reply, step.point);
  if (!step.isAsExpected) {
    out.line(`     ${out.style("red", terminal.say(TEXTS.demo.unexpected))}`);
  }
}

/** Shortens a value that is too long to the member that matters, or else truncates it. */
function shorten(json: string, value: unknown, point: string | null, room: number): string {
  if (point === null || displayWidth(json) <= room || !isObject(value)) {
    return truncate(json, room);
  }
  const names = point.split(".");
  const member = names.reduce<unknown>((it, name) => (isObject(it) ? it[name] : undefined), value);
  return truncate(`{…,"${names.at(-1)}":${JSON.stringify(member)},…}`, room);
}

/** Prints the buyer's orders, one item per row, as the buyer's page shows them. */
export function printBuyersOrders(
  terminal: Terminal,
  orders: readonly ListedOrderRepresentation[],
): void {
  const { out, language } = terminal;
  const { demo: words } = TEXTS;
  const rows = orders.flatMap((order) =>
    (order.order_list as readonly MerchantOrder[]).flatMap(
      ({ merchant_order_no: orderNo, item_list: items }) =>
        items.map(({ name, quantity, unit_price: unitPrice }, index) => [
          index === 0 ? order.merchant_name : "",
          index === 0 ? orderNo : "",
          name,
          String(quantity),
          price(unitPrice, language),
        ]),
    ),
  );
  out.line();
  out.line(out.bold(out.style("cyan", terminal.say(words.buyerSees))));
  out.line();
  const titles = [words.merchant, words.orderNo, words.item, words.quantity, words.unitPrice];
  printTable(
    out,
    titles.map((title, index) => ({
      title: terminal.say(title),
      align: index < 3 ? "left" : "right",
    })),
    rows,
  );
  for (const order of orders) {
    const { amount, payer_amount: paid, statuses, needs_parcel } = order;
    const label = terminal.say(paid === undefined ? words.total : words.paid);
    const states = statuses.map((status) => terminal.say(statusWords(status, needs_parcel)));
    const shown = [out.bold(formatMoney(paid ?? amount, language)), ...states].join(" · ");
    out.line(`  ${out.dim(label)} ${shown}`);
  }
}
