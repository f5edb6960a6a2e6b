import {
  ADMIN_OPERATIONS,
  NOTICE_KIND_TEXTS,
  NOTICE_KINDS,
  type Text,
  text,
} from "@dingdan/contract";
import type { PayFlags } from "../commands/pay.js";
import type { ReconcileFlags } from "../commands/reconcile.js";
import type { RefundFlags } from "../commands/refund.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags, withBatchFlags } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan pay`, `refund` and `reconcile`. */
export function addPaymentCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = HELP.groupOperate;

  const pay = grammar.command(program, "pay", {
    group,
    summary: ADMIN_OPERATIONS.recordPayment.summary,
    description: SUMMARY.payMore,
    examples: [
      "dingdan pay payment.json --now",
      "dingdan pay payments.ndjson",
      "dingdan pay payment.json --notify http://127.0.0.1:3000/wechatpay/notify",
      "dingdan pay payment.json --notify http://127.0.0.1:3000/wechatpay/notify --kind probe",
    ],
  });
  withBatchFlags(grammar, withAdminFlags(grammar, pay))
    .addArgument(grammar.argument("<file>", FLAG.file))
    .addOption(grammar.flag("--now", FLAG.now))
    .addOption(grammar.flag("--notify <url>", FLAG.notify))
    .addOption(
      grammar.flag("--kind <kind>", noticeKinds(), { fallback: "payment" }).choices(NOTICE_KINDS),
    )
    .addOption(grammar.flag("--mchid <mchid>", FLAG.noticeMchid))
    .addOption(grammar.flag("--receive", FLAG.receive))
    .addOption(grammar.flag("--show-keys", FLAG.showKeys))
    .action(async (file: string, flags: PayFlags) => {
      const commands = await import("../commands/pay.js");
      finish(await commands.pay(invocation, file, flags));
    });

  const refund = grammar.command(program, "refund", {
    group,
    summary: ADMIN_OPERATIONS.recordRefund.summary,
    description: SUMMARY.refundMore,
    examples: ["dingdan refund refund.json", "dingdan refund refunds.ndjson"],
  });
  withBatchFlags(grammar, withAdminFlags(grammar, refund))
    .addArgument(grammar.argument("<file>", FLAG.file))
    .action(async (file: string, flags: RefundFlags) => {
      const commands = await import("../commands/refund.js");
      finish(await commands.refund(invocation, file, flags));
    });

  withAdminFlags(
    grammar,
    grammar.command(program, "reconcile", {
      group,
      summary: SUMMARY.reconcile,
      description: SUMMARY.reconcileMore,
      examples: ["dingdan reconcile", "dingdan reconcile --mchid 1900000109 --json"],
    }),
  )
    .addOption(grammar.flag("--mchid <mchid>", FLAG.reconcileMchid))
    .action(async (flags: ReconcileFlags) => {
      const { reconcile } = await import("../commands/reconcile.js");
      finish(await reconcile(invocation, flags));
    });
}

/** What each kind of notice is. */
function noticeKinds(): Text {
  const list = (language: "en" | "zh") =>
    NOTICE_KINDS.map((kind) => `${kind}: ${NOTICE_KIND_TEXTS[kind][language]}`).join("; ");
  return text(`${FLAG.kindOfNotice.en}: ${list("en")}`, `${FLAG.kindOfNotice.zh}：${list("zh")}`);
}
