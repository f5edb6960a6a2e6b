import { ADMIN_OPERATIONS, APP_KINDS, type Text } from "@dingdan/contract";
import type { AppAuditFlags, AppCreateFlags } from "../commands/app.js";
import type { AdminFlags } from "../settings/admin.js";
import { TEXTS } from "../texts.js";
import { addAppShippingCommand } from "./app-shipping-command.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan app create`, `list`, `show`, `open`, `shipping` and `audit`. */
export function addAppCommands(parts: ProgramParts): void {
  const { program, grammar, invocation, finish } = parts;
  const app = grammar.commandGroup(program, "app", HELP.groupOperate, SUMMARY.app);
  const appCommand = (name: string, summary: Text, examples: readonly string[]) => {
    const words = { group: HELP.commands, summary, description: null, examples };
    return withAdminFlags(grammar, grammar.command(app, name, words));
  };
  const appidArgument = () => grammar.argument("<appid>", FLAG.appidArgument);

  appCommand("create", ADMIN_OPERATIONS.createApp.summary, [
    'dingdan app create --name "Image Store" --kind mini_program --mchid 1900000109',
  ])
    .addOption(grammar.flag("--name <name>", FLAG.name).makeOptionMandatory())
    .addOption(grammar.flag("--kind <kind>", FLAG.kind).choices(APP_KINDS).makeOptionMandatory())
    .addOption(grammar.repeatableFlag("--mchid <mchid>", FLAG.mchid))
    .addOption(grammar.flag("--appid <appid>", FLAG.newAppid))
    .action(async (flags: AppCreateFlags) => {
      const { appCreate } = await import("../commands/app.js");
      finish(await appCreate(invocation, flags));
    });

  appCommand("list", ADMIN_OPERATIONS.listApps.summary, ["dingdan app list"]).action(
    async (flags: AdminFlags) => {
      const { appList } = await import("../commands/app.js");
      finish(await appList(invocation, flags));
    },
  );

  appCommand("show", ADMIN_OPERATIONS.getApp.summary, ["dingdan app show wxd678efh567hg6787"])
    .addArgument(appidArgument())
    .action(async (appid: string, flags: AdminFlags) => {
      const { appShow } = await import("../commands/app.js");
      finish(await appShow(invocation, appid, flags));
    });

  appCommand("open", SUMMARY.appOpen, ["dingdan app open wxd678efh567hg6787"])
    .addArgument(appidArgument())
    .action(async (appid: string, flags: AdminFlags) => {
      const { appOpen } = await import("../commands/app.js");
      finish(await appOpen(invocation, appid, flags));
    });

  addAppShippingCommand(app, parts);

  const { summary: auditSummary, body } = ADMIN_OPERATIONS.decideAudit;
  const results = body.properties.result.enum;
  appCommand("audit", auditSummary, [
    "dingdan app audit wxd678efh567hg6787 approved",
    'dingdan app audit wxd678efh567hg6787 rejected --reason "links lead nowhere"',
  ])
    .addArgument(appidArgument())
    .addArgument(grammar.argument("<result>", FLAG.result).choices(results))
    .addOption(grammar.flag("--reason <text>", FLAG.reason))
    .action(async (appid: string, result: (typeof results)[number], flags: AppAuditFlags) => {
      const { appAudit } = await import("../commands/app.js");
      finish(await appAudit(invocation, appid, result, flags));
    });
}
