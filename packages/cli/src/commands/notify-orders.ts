import type { ExitCode, Invocation } from "../invocation.js";
import { TEST_MCHID } from "../notify/defaults.js";
import { NOTIFY_TEXTS } from "../notify/notify-texts.js";
import { readTemplate } from "../notify/order-file.js";
import { demoTemplate, type ExpectedOrder, expectedOrders } from "../notify/orders.js";
import { printTable } from "../terminal/table.js";

export interface NotifyOrdersFlags {
  readonly order?: string;
}

/** `dingdan notify orders`: lists the orders that a receiver must know before a check. */
export async function notifyOrders(
  { terminal, stdin }: Invocation,
  { order }: NotifyOrdersFlags,
): Promise<ExitCode> {
  const template =
    order === undefined ? demoTemplate(TEST_MCHID) : await readTemplate(order, stdin);
  const orders = expectedOrders(template);
  if (terminal.isJson) {
    terminal.json(orders);
    return 0;
  }
  const { out } = terminal;
  const label = (name: keyof typeof NOTIFY_TEXTS.label) => terminal.say(NOTIFY_TEXTS.label[name]);
  const columns = [
    { title: label("orderNumber") },
    { title: label("kind") },
    { title: label("mchid") },
    { title: label("total"), align: "right" },
  ] as const;
  const kindOf = ({ kind }: ExpectedOrder) => terminal.say(NOTIFY_TEXTS.kind[kind]);
  const rows = orders.flatMap((one) => [
    [one.out_trade_no, kindOf(one), one.mchid, String(one.total)],
    ...(one.parts ?? []).map((part) => [
      `  ${part.out_trade_no}`,
      "",
      part.mchid,
      String(part.total),
    ]),
  ]);
  printTable(out, columns, rows);
  out.line();
  out.line(`  ${label("appid")} ${template.appid}, ${label("openid")} ${template.openid}`);
  out.line(`  ${out.dim("→")} ${terminal.say(NOTIFY_TEXTS.ordersNext)}`);
  return 0;
}
