import type { Command } from "commander";
import { type AppShippingFlags, ON_OFF } from "../settings/app-shipping.js";
import { SHIPPING_TEXTS } from "../shipping/shipping-texts.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { summary, more, flag: FLAG } = SHIPPING_TEXTS.settings;

/** Adds `dingdan app shipping`. @param app the command `dingdan app` */
export function addAppShippingCommand(
  app: Command,
  { grammar, invocation, finish }: ProgramParts,
): void {
  const command = grammar.command(app, "shipping", {
    group: TEXTS.help.commands,
    summary,
    description: more,
    examples: [
      "dingdan app shipping wxd678efh567hg6787",
      "dingdan app shipping wxd678efh567hg6787 --managed off --ingestion-seconds 0",
    ],
  });
  withAdminFlags(grammar, command)
    .addArgument(grammar.argument("<appid>", TEXTS.flag.appidArgument))
    .addOption(grammar.flag("--admitted <on|off>", FLAG.admitted).choices(ON_OFF))
    .addOption(grammar.flag("--managed <on|off>", FLAG.managed).choices(ON_OFF))
    .addOption(grammar.flag("--completed <on|off>", FLAG.completed).choices(ON_OFF))
    .addOption(grammar.flag("--ingestion-seconds <count>", FLAG.ingestion))
    .addOption(grammar.flag("--settle-seconds <count>", FLAG.settle))
    .addOption(grammar.flag("--authorized-at <time>", FLAG.authorizedAt))
    .addOption(grammar.flag("--path-agreement-signed <on|off>", FLAG.signed).choices(ON_OFF))
    .addOption(grammar.flag("--buyers-confirm-receipt <on|off>", FLAG.receipt).choices(ON_OFF))
    .addOption(grammar.flag("--strict-uploads <on|off>", FLAG.strict).choices(ON_OFF))
    .addOption(grammar.flag("--permission-sets-of-2023 <on|off>", FLAG.sets).choices(ON_OFF))
    .addOption(grammar.flag("--controlled <on|off>", FLAG.controlled).choices(ON_OFF))
    .action(async (appid: string, flags: AppShippingFlags) => {
      const { appShipping } = await import("../commands/app-shipping.js");
      finish(await appShipping(invocation, appid, flags));
    });
}
