import type { Text } from "@dingdan/contract";
import type { Command } from "commander";
import { TEXTS } from "../texts.js";
import type { Terminal } from "./terminal.js";
import { displayWidth, wrap } from "./width.js";

const TITLES: Readonly<Record<string, Text>> = {
  "Usage:": TEXTS.help.usage,
  "Arguments:": TEXTS.help.arguments,
  "Options:": TEXTS.help.options,
  "Commands:": TEXTS.help.commands,
};

/**
 * Makes commander's help speak the reader's language and count the columns of Chinese text, and
 * keeps its errors silent: they are thrown, and reported as all others are. Commands that are added
 * later inherit it.
 */
export function configureHelp(program: Command, terminal: Terminal): void {
  const { out } = terminal;
  const choices = (names: readonly string[] | undefined) =>
    names === undefined ? "" : out.dim(` [${names.join(", ")}]`);
  program.configureOutput({
    writeOut: (value) => out.write(value),
    writeErr: () => undefined,
    getOutHelpWidth: () => Math.min(out.columns, 100),
    getOutHasColors: () => true, // Already decided: a pane styles only where there are colours.
    stripColor: (value) => value,
  });
  program.configureHelp({
    displayWidth,
    boxWrap: (value, columns) => wrap(value, columns).join("\n"),
    styleTitle: (title) => out.bold(terminal.say(TITLES[title] ?? { en: title, zh: title })),
    styleCommandText: (value) => value,
    styleSubcommandTerm: (value) => out.style("cyan", value),
    styleOptionTerm: (value) => out.style("cyan", value),
    styleArgumentTerm: (value) => out.style("cyan", value),
    optionDescription: ({ description, argChoices }) => description + choices(argChoices),
    argumentDescription: ({ description, argChoices }) => description + choices(argChoices),
    // Flags are one `--help` away: the list of commands is for reading.
    subcommandTerm: (command) =>
      [
        command.name(),
        ...command.registeredArguments.map((argument) =>
          argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
        ),
      ].join(" "),
  });
}
