import type { ReplayFlags } from "../commands/replay.js";
import { DEFAULT_LOG_LIMIT, type LogFlags } from "../settings/logs.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds the commands on logged calls: `dingdan logs` and `replay`. */
export function addRequestCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  withAdminFlags(
    grammar,
    grammar.command(program, "logs", {
      group: HELP.groupOperate,
      summary: SUMMARY.logs,
      description: SUMMARY.logsMore,
      examples: [
        "dingdan logs --follow --errors",
        "dingdan logs --errcode 268485206 --limit 5",
        "dingdan logs --operation uploadShoppingInfo --from 2026-11-30T08:00:00+08:00",
      ],
    }),
  )
    .addOption(grammar.flag("--follow", FLAG.follow))
    .addOption(grammar.flag("--appid <appid>", FLAG.logAppid))
    .addOption(grammar.flag("--errcode <code>", FLAG.logErrcode))
    .addOption(grammar.flag("--errors", FLAG.logErrors))
    .addOption(grammar.flag("--operation <name>", FLAG.logOperation))
    .addOption(grammar.flag("--order <id>", FLAG.logOrder))
    .addOption(grammar.flag("--from <time>", FLAG.logFrom))
    .addOption(grammar.flag("--to <time>", FLAG.logTo))
    .addOption(grammar.flag("--limit <count>", FLAG.logLimit, { fallback: DEFAULT_LOG_LIMIT }))
    .action(async (flags: LogFlags) => {
      const { logs } = await import("../commands/logs.js");
      finish(await logs(invocation, flags));
    });

  withAdminFlags(
    grammar,
    grammar.command(program, "replay", {
      group: HELP.groupOperate,
      summary: SUMMARY.replay,
      description: SUMMARY.replayMore,
      examples: [
        "dingdan replay 6aac005a-01bfdbee-79769285",
        "dingdan replay 6aac005a-01bfdbee-79769285 --at 2022-05-20T13:29:35+08:00",
      ],
    }),
  )
    .addArgument(grammar.argument("<rid>", FLAG.rid))
    .addOption(grammar.flag("--at <time>", FLAG.at))
    .action(async (rid: string, flags: ReplayFlags) => {
      const { replay } = await import("../commands/replay.js");
      finish(await replay(invocation, rid, flags));
    });
}
