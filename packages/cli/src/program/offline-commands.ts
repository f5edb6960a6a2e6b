import { ITEM_LINKS } from "@dingdan/contract";
import type { ValidateFlags } from "../commands/validate.js";
import type { AdminFlags } from "../settings/admin.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { adminKeyFlag, paragraphs, urlFlag } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan validate` and `explain`. */
export function addOfflineCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = HELP.groupLookUp;

  grammar
    .command(program, "validate", {
      group,
      summary: SUMMARY.validate,
      description: SUMMARY.validateMore,
      examples: [
        "dingdan validate order.json",
        "dingdan validate orders.ndjson --appid wxd678efh567hg6787 --mchid 1900000109",
      ],
    })
    .addArgument(grammar.argument("<file>", FLAG.file))
    .addOption(grammar.flag("--operation <name>", FLAG.operation))
    .addOption(grammar.flag("--appid <appid>", FLAG.checkAppid))
    .addOption(grammar.repeatableFlag("--mchid <mchid>", FLAG.checkMchid))
    .addOption(grammar.flag("--item-links <which>", FLAG.itemLinks).choices(ITEM_LINKS))
    .addOption(grammar.flag("--strict", FLAG.strict))
    .action(async (file: string, flags: ValidateFlags) => {
      const { validate } = await import("../commands/validate.js");
      finish(await validate(invocation, file, flags));
    });

  grammar
    .command(program, "explain", {
      group,
      summary: SUMMARY.explain,
      description: paragraphs(SUMMARY.explainMore, SUMMARY.explainLogMore),
      examples: ["dingdan explain 268485206", "dingdan explain 6aac005a-01bfdbee-79769285"],
    })
    .addArgument(grammar.argument("<code>", FLAG.code))
    .addOption(urlFlag(grammar))
    .addOption(adminKeyFlag(grammar))
    .action(async (code: string, flags: AdminFlags) => {
      const { explain } = await import("../commands/explain.js");
      finish(await explain(invocation, code, flags));
    });
}
