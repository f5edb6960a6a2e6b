import { BACKUP_TEXTS } from "../backup/backup-texts.js";
import { SERVE_ADDRESS } from "../settings/address.js";
import type { ServeFlags } from "../settings/serve.js";
import {
  DEFAULT_BACKUP_HOURS,
  DEFAULT_BACKUPS_KEPT,
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
  previousSealKeyFlag,
  publicUrlFlag,
  sealKeyFlag,
  trustProxyFlag,
  withAddressFlags,
} from "./shared-flags.js";

const { serveFlag: BACKUP_FLAG } = BACKUP_TEXTS;
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
    .addOption(
      grammar.flag("--backup-folder <folder>", BACKUP_FLAG.folder, {
        variable: "DINGDAN_BACKUP_FOLDER",
      }),
    )
    .addOption(
      grammar.flag("--backup-every-hours <hours>", BACKUP_FLAG.everyHours, {
        variable: "DINGDAN_BACKUP_EVERY_HOURS",
        fallback: DEFAULT_BACKUP_HOURS,
      }),
    )
    .addOption(
      grammar.flag("--backup-keep <count>", BACKUP_FLAG.keep, {
        variable: "DINGDAN_BACKUP_KEEP",
        fallback: DEFAULT_BACKUPS_KEPT,
      }),
    )
    .addOption(trustProxyFlag(grammar))
    .addOption(sealKeyFlag(grammar))
    .addOption(previousSealKeyFlag(grammar))
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
