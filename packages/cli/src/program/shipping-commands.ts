import {
  ADMIN_OPERATIONS,
  type Text,
  TRADE_STATE_NAMES,
  type TradeStateName,
} from "@dingdan/contract";
import type { AdminFlags } from "../settings/admin.js";
import { DEFAULT_SHIPPING_LIMIT, type ShippingListFlags } from "../settings/shipping.js";
import { SHIPPING_TEXTS } from "../shipping/shipping-texts.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { flag: FLAG } = SHIPPING_TEXTS;
const EXAMPLE = "4200009901202611201000000001";

/** Adds `dingdan shipping list`, `show`, `confirm` and `complaint`. */
export function addShippingCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const { help: HELP } = TEXTS;
  const shipping = grammar.commandGroup(
    program,
    "shipping",
    HELP.groupOperate,
    SHIPPING_TEXTS.group,
  );
  const shippingCommand = (name: string, summary: Text, description: Text, example: string) => {
    const words = { group: HELP.commands, summary, description, examples: [example] };
    return withAdminFlags(grammar, grammar.command(shipping, name, words));
  };
  const transactionId = () => grammar.argument("<transaction_id>", FLAG.transactionId);

  shippingCommand(
    "list",
    ADMIN_OPERATIONS.listTradeOrders.summary,
    SHIPPING_TEXTS.listMore,
    "dingdan shipping list --state unshipped",
  )
    .addOption(grammar.flag("--state <state>", FLAG.state).choices(TRADE_STATE_NAMES))
    .addOption(grammar.flag("--appid <appid>", FLAG.appid))
    .addOption(grammar.flag("--search <number>", FLAG.search))
    .addOption(grammar.flag("--limit <count>", FLAG.limit, { fallback: DEFAULT_SHIPPING_LIMIT }))
    .action(async (flags: ShippingListFlags & { readonly state?: TradeStateName }) => {
      const { shippingList } = await import("../commands/shipping.js");
      finish(await shippingList(invocation, flags));
    });

  shippingCommand(
    "show",
    ADMIN_OPERATIONS.getTradeOrder.summary,
    SHIPPING_TEXTS.showMore,
    `dingdan shipping show ${EXAMPLE}`,
  )
    .addArgument(transactionId())
    .action(async (id: string, flags: AdminFlags) => {
      const { shippingShow } = await import("../commands/shipping.js");
      finish(await shippingShow(invocation, id, flags));
    });

  shippingCommand(
    "confirm",
    ADMIN_OPERATIONS.confirmTradeOrder.summary,
    SHIPPING_TEXTS.confirmMore,
    `dingdan shipping confirm ${EXAMPLE}`,
  )
    .addArgument(transactionId())
    .addOption(grammar.flag("--openid <openid>", FLAG.openid))
    .action(async (id: string, flags: AdminFlags & { readonly openid?: string }) => {
      const { shippingConfirm } = await import("../commands/shipping.js");
      finish(await shippingConfirm(invocation, id, flags));
    });

  shippingCommand(
    "complaint",
    ADMIN_OPERATIONS.complainAboutTradeOrder.summary,
    SHIPPING_TEXTS.complaintMore,
    `dingdan shipping complaint ${EXAMPLE} open`,
  )
    .addArgument(transactionId())
    .addArgument(grammar.argument("<action>", FLAG.complaint).choices(["open", "close"]))
    .action(async (id: string, action: "open" | "close", flags: AdminFlags) => {
      const { shippingComplaint } = await import("../commands/shipping.js");
      finish(await shippingComplaint(invocation, id, action, flags));
    });
}
