import type { ServiceProviderOrder } from "@dingdan/client";
import { INVOICE_STATUS, SERVICE_PROVIDER_ORDER_STATUS } from "@dingdan/contract";
import type { ExitCode, Invocation } from "../invocation.js";
import { type ClientFlags, clientSettings } from "../settings/client.js";
import { WireClient } from "../shopping-orders.js";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { named, price, time } from "../terminal/values.js";
import { TEXTS } from "../texts.js";

/** `dingdan order get ID`: shows a service provider's order. */
export async function orderGet(
  { terminal, environment }: Invocation,
  orderId: string,
  flags: ClientFlags,
): Promise<ExitCode> {
  const wire = new WireClient(clientSettings(flags, environment), terminal);
  const reply = await wire.call((sdk) => sdk.getOrder({ orderId }));
  if (terminal.isJson) terminal.json(reply);
  else printOrder(terminal, reply.order);
  return 0;
}

function printOrder(terminal: Terminal, order: ServiceProviderOrder): void {
  const { out, language } = terminal;
  const label = (key: keyof typeof TEXTS.order) => terminal.say(TEXTS.order[key]);
  const { payInfo, orderProductInfo: product, invoiceInfo, usage } = order;
  const names = [product.spuName, product.skuName].filter(Boolean).join(" · ");
  const validity = [seconds(product.validityBeginTime), seconds(product.validityEndTime)];
  out.line(out.bold(order.orderId));
  printFacts(out, [
    [label("status"), named(SERVICE_PROVIDER_ORDER_STATUS, order.status)],
    [label("price"), price(order.orderPrice, language)],
    [label("product"), names || null],
    [label("quantity"), product.skuCnt],
    [label("validity"), validity.every((part) => part === null) ? null : validity.join(" – ")],
    [label("createdAt"), time(order.createTime)],
    [label("updatedAt"), time(order.updateTime)],
    [label("paidAt"), seconds(payInfo?.finishPayTime)],
    [
      label("invoice"),
      invoiceInfo === undefined ? null : named(INVOICE_STATUS, invoiceInfo.invoiceStatus),
    ],
    [label("usage"), usage === undefined ? null : `${usage.used} / ${usage.all}`],
  ]);
}

const seconds = (value: number | undefined) => (value === undefined ? null : time(value * 1000));
