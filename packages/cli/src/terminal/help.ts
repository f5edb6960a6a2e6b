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

/** The width of help texts: at most 100 columns, where longer lines are hard to read. */
export const helpColumns = ({ out }: Terminal): number => Math.min(out.columns, 100);

/**
 * Prints commander's help in the user's language and counts the columns of Chinese text. Suppresses
 * commander's own error output: errors are thrown and reported like all others. Commands that are
 * added later inherit these settings.
 */
export function configureHelp(program: Command, terminal: Terminal): void {
  const { out } = terminal;
  const choices = (names: readonly string[] | undefined) =>
    names === undefined ? "" : out.dim(` [${names.join(", ")}]`);
  program.configureOutput({
    writeOut: (value) => out.write(value),
    writeErr: () => undefined,
    getOutHelpWidth: () => helpColumns(terminal),
    getOutHasColors: () => true, // A pane styles text only where colours are supported.
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
    // Without the flags, which `COMMAND --help` shows, so that the list stays readable.
    subcommandTerm: (command) =>
      [
        command.name(),
        ...command.registeredArguments.map((argument) =>
          argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
        ),
      ].join(" "),
  });
}
