import type { TradeStateName } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { readPages } from "../read-pages.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { type ShippingListFlags, shippingListSettings } from "../settings/shipping.js";
import { printTradeOrder, printTradeOrders } from "../shipping/print-trade-orders.js";
import { SHIPPING_TEXTS as TEXTS } from "../shipping/shipping-texts.js";

const adminOf = ({ terminal, environment }: Invocation, flags: AdminFlags) =>
  new AdminClient(adminSettings(flags, environment), terminal);

/** `dingdan shipping list`: lists the payments of shipping information management, newest first. */
export async function shippingList(
  invocation: Invocation,
  flags: ShippingListFlags & { readonly state?: TradeStateName },
): Promise<ExitCode> {
  const { terminal, environment } = invocation;
  const { admin: settings, limit, filter } = shippingListSettings(flags, environment);
  const admin = new AdminClient(settings, terminal);
  const { state } = flags;
  const chosen = { ...filter, ...(state === undefined ? {} : { state }) };
  const orders = await readPages(
    (page) => admin.call("listTradeOrders", { query: { ...chosen, ...page } }),
    limit,
  );
  if (terminal.isJson) terminal.json(orders);
  else if (orders.length > 0) printTradeOrders(terminal, orders);
  else {
    terminal.out.line(terminal.say(TEXTS.none));
    terminal.out.line(terminal.out.dim(terminal.say(TEXTS.noneHint)));
  }
  return 0;
}

/** `dingdan shipping show TRANSACTION_ID`: shows a payment with its timeline. */
export async function shippingShow(
  invocation: Invocation,
  transactionId: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const order = await adminOf(invocation, flags).call("getTradeOrder", {
    transaction_id: transactionId,
  });
  const { terminal } = invocation;
  if (terminal.isJson) terminal.json(order);
  else printTradeOrder(terminal, order);
  return 0;
}

/** `dingdan shipping confirm TRANSACTION_ID`: confirms the receipt as the buyer does. */
export async function shippingConfirm(
  invocation: Invocation,
  transactionId: string,
  flags: AdminFlags & { readonly openid?: string },
): Promise<ExitCode> {
  const admin = adminOf(invocation, flags);
  const path = { transaction_id: transactionId };
  const openid = flags.openid ?? (await admin.call("getTradeOrder", path)).openid;
  const result = await admin.call("confirmTradeOrder", { ...path, body: { openid } });
  const { terminal } = invocation;
  const { out } = terminal;
  const isConfirmed = result.status === "success";
  if (terminal.isJson) terminal.json(result);
  else if (isConfirmed) out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.confirmed)}`);
  else {
    const words = result.status === "cancel" ? TEXTS.cancelled : TEXTS.failed(result.errormsg);
    out.line(`${out.style("red", "✗")} ${terminal.say(words)}`);
  }
  return isConfirmed ? 0 : 1;
}

/** `dingdan shipping complaint TRANSACTION_ID open|close`: the buyer complains, or is content again. */
export async function shippingComplaint(
  invocation: Invocation,
  transactionId: string,
  action: "open" | "close",
  flags: AdminFlags,
): Promise<ExitCode> {
  const isOpen = action === "open";
  const order = await adminOf(invocation, flags).call("complainAboutTradeOrder", {
    transaction_id: transactionId,
    body: { open: isOpen },
  });
  const { terminal } = invocation;
  if (terminal.isJson) terminal.json(order);
  else {
    const { out } = terminal;
    const words = isOpen ? TEXTS.complaintOpened : TEXTS.complaintClosed;
    out.line(`${out.style("green", "✓")} ${terminal.say(words)}`);
    printTradeOrder(terminal, order);
  }
  return 0;
}
