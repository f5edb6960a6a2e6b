import type { NotifyKeysFlags } from "../commands/notify-keys.js";
import type { NotifyOrdersFlags } from "../commands/notify-orders.js";
import { DEFAULT_KEYS_FILE, SIGNERS } from "../notify/defaults.js";
import { NOTIFY_TEXTS } from "../notify/notify-texts.js";
import type { NotifyCheckFlags } from "../settings/notify.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";

const { command: SUMMARY, flag: FLAG } = NOTIFY_TEXTS;

/** Adds `dingdan notify keys`, `orders` and `check`. */
export function addNotifyCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = grammar.commandGroup(program, "notify", NOTIFY_TEXTS.group, SUMMARY.notify);
  const words = { group: TEXTS.help.commands };

  grammar
    .command(group, "keys", {
      ...words,
      summary: SUMMARY.keys,
      description: SUMMARY.keysMore,
      examples: ["dingdan notify keys", "dingdan notify keys --out ./test"],
    })
    .addOption(grammar.flag("--out <folder>", FLAG.out, { fallback: "." }))
    .action(async (flags: NotifyKeysFlags) => {
      const { notifyKeys } = await import("../commands/notify-keys.js");
      finish(await notifyKeys(invocation, flags));
    });

  grammar
    .command(group, "orders", {
      ...words,
      summary: SUMMARY.orders,
      description: SUMMARY.ordersMore,
      examples: ["dingdan notify orders --json", "dingdan notify orders --order payment.json"],
    })
    .addOption(grammar.flag("--order <file>", FLAG.order))
    .action(async (flags: NotifyOrdersFlags) => {
      const { notifyOrders } = await import("../commands/notify-orders.js");
      finish(await notifyOrders(invocation, flags));
    });

  grammar
    .command(group, "check", {
      ...words,
      summary: SUMMARY.check,
      description: SUMMARY.checkMore,
      examples: [
        "dingdan notify check http://127.0.0.1:3000/wechatpay/notify",
        "dingdan notify check http://127.0.0.1:3000/wechatpay/notify --effects-url http://127.0.0.1:3000/test/orders/{out_trade_no}",
      ],
    })
    .addArgument(grammar.argument("<url>", FLAG.url))
    .addOption(grammar.flag("--keys <file>", FLAG.keys, { fallback: DEFAULT_KEYS_FILE }))
    .addOption(grammar.flag("--order <file>", FLAG.order))
    .addOption(grammar.flag("--effects-url <url>", FLAG.effectsUrl))
    .addOption(grammar.repeatableFlag("--only <case>", FLAG.only))
    .addOption(grammar.repeatableFlag("--skip <case>", FLAG.skip))
    .addOption(grammar.flag("--sign-with <key>", FLAG.signWith).choices(SIGNERS))
    .addOption(grammar.flag("--public-receiver-is-mine", FLAG.publicReceiver))
    .action(async (url: string, flags: NotifyCheckFlags) => {
      const { notifyCheck } = await import("../commands/notify-check.js");
      finish(await notifyCheck(invocation, url, flags));
    });
}
