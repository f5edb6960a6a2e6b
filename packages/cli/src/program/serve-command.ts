import { SERVE_ADDRESS } from "../settings/address.js";
import type { ServeFlags } from "../settings/serve.js";
import {
  DEFAULT_EVENT_DAYS,
  DEFAULT_RECONCILE_MINUTES,
  DEFAULT_REQUEST_LOG_DAYS,
} from "../settings/serve.js";
import { TEXTS } from "../texts.js";
import { withLimitFlags } from "./limit-flags.js";
import type { ProgramParts } from "./parts.js";
import {
  adminKeyFlag,
  apiUrlFlag,
  databaseFlag,
  daysAgoFlag,
  publicUrlFlag,
  trustProxyFlag,
  withAddressFlags,
} from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan serve`. */
export function addServeCommand({ program, grammar, invocation, finish }: ProgramParts): void {
  const command = grammar.command(program, "serve", {
    group: HELP.groupRun,
    summary: SUMMARY.serve,
    description: SUMMARY.serveMore,
    examples: ["dingdan serve", "dingdan serve --port 0 --database sqlite::memory: --sandbox"],
  });
  withAddressFlags(grammar, command, SERVE_ADDRESS).addOption(databaseFlag(grammar));
  withLimitFlags(grammar, command)
    .addOption(adminKeyFlag(grammar, FLAG.newAdminKey))
    .addOption(grammar.flag("--sandbox", FLAG.sandbox, { variable: "DINGDAN_SANDBOX=1" }))
    .addOption(daysAgoFlag(grammar))
    .addOption(
      grammar.flag("--request-log-days <days>", FLAG.requestLogDays, {
        variable: "DINGDAN_REQUEST_LOG_DAYS",
        fallback: DEFAULT_REQUEST_LOG_DAYS,
      }),
    )
    .addOption(
      grammar.flag("--event-days <days>", FLAG.eventDays, {
        variable: "DINGDAN_EVENT_DAYS",
        fallback: DEFAULT_EVENT_DAYS,
      }),
    )
    .addOption(
      grammar.flag("--order-days <days>", FLAG.orderDays, { variable: "DINGDAN_ORDER_DAYS" }),
    )
    .addOption(trustProxyFlag(grammar))
    .addOption(
      grammar.flag("--seal-key-file <file>", FLAG.sealKeyFile, {
        variable: "DINGDAN_SEAL_KEY_FILE",
      }),
    )
    .addOption(
      grammar.flag("--previous-seal-key-file <file>", FLAG.previousSealKeyFile, {
        variable: "DINGDAN_PREVIOUS_SEAL_KEY_FILE",
      }),
    )
    .addOption(
      grammar.repeatableFlag("--allow-callback-network <network>", FLAG.allowCallbackNetwork, {
        variable: "DINGDAN_ALLOW_CALLBACK_NETWORKS",
      }),
    )
    .addOption(publicUrlFlag(grammar))
    .addOption(apiUrlFlag(grammar))
    .addOption(
      grammar.flag("--reconcile-minutes <minutes>", FLAG.reconcileMinutes, {
        variable: "DINGDAN_RECONCILE_MINUTES",
        fallback: DEFAULT_RECONCILE_MINUTES,
      }),
    )
    .addOption(
      grammar.flag("--allow-unsafe-durability", FLAG.allowUnsafeDurability, {
        variable: "DINGDAN_ALLOW_UNSAFE_DURABILITY=1",
      }),
    )
    .addOption(
      grammar.flag("--workers <count>", FLAG.workers, {
        variable: "DINGDAN_WORKERS",
        fallback: 1,
      }),
    )
    .action(async (flags: ServeFlags) => {
      const { serve } = await import("../commands/serve.js");
      finish(await serve(invocation, flags));
    });
}
