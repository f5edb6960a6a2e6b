import type { Text } from "@dingdan/contract";
import { CLOCK_TEXTS } from "../clock/clock-texts.js";
import type { AdminFlags } from "../settings/admin.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { withAdminFlags } from "./shared-flags.js";

const { argument: ARGUMENT } = CLOCK_TEXTS;
const { help: HELP } = TEXTS;

/** Adds `dingdan clock` with its commands. */
export function addClockCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = grammar.commandGroup(program, "clock", HELP.groupRun, CLOCK_TEXTS.group);
  const add = (name: string, summary: Text, description: Text | null, ...calls: string[]) => {
    const examples = calls.map((call) => `dingdan clock ${call}`);
    const isDefault = name === "advance";
    const words = { group: HELP.commands, summary, description, examples, isDefault };
    return withAdminFlags(grammar, grammar.command(group, name, words));
  };

  add("show", CLOCK_TEXTS.show, null, "show").action(async (flags: AdminFlags) => {
    const { clockShow } = await import("../commands/clock.js");
    finish(await clockShow(invocation, flags));
  });

  add("advance", CLOCK_TEXTS.advance, CLOCK_TEXTS.moveMore, "+6h", "advance 36h")
    .addArgument(grammar.argument("<duration>", ARGUMENT.duration))
    .action(async (duration: string, flags: AdminFlags) => {
      const { clockAdvance } = await import("../commands/clock.js");
      finish(await clockAdvance(invocation, duration, flags));
    });

  add("set", CLOCK_TEXTS.set, CLOCK_TEXTS.moveMore, "set 2026-11-30T10:00:00+08:00")
    .addArgument(grammar.argument("<instant>", ARGUMENT.instant))
    .action(async (at: string, flags: AdminFlags) => {
      const { clockSet } = await import("../commands/clock.js");
      finish(await clockSet(invocation, at, flags));
    });
}
