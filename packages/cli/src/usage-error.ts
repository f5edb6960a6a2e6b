import { type Text, text } from "@dingdan/contract";
import type { Command, CommanderError } from "commander";
import { UsageError } from "./errors.js";
import { TEXTS } from "./texts.js";

const { usage: WORDS } = TEXTS;

/** Turns an error of commander into a usage error. */
export function usageErrorOf(
  error: CommanderError,
  program: Command,
  words: readonly string[],
): UsageError {
  const { message, advice } = problemOf(error);
  const seeHelp = WORDS.seeHelp(commandOf(program, words));
  return new UsageError({ message, hint: advice === null ? seeHelp : joined(advice, seeHelp) });
}

function problemOf(error: CommanderError): { message: Text; advice: Text | null } {
  const quoted = /'([^']*)'/.exec(error.message)?.[1] ?? "";
  const similar = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1];
  const advice = similar === undefined ? null : WORDS.didYouMean(similar);
  switch (error.code) {
    case "commander.unknownCommand":
      return { message: WORDS.unknownCommand(quoted), advice };
    case "commander.unknownOption":
      return { message: WORDS.unknownOption(quoted), advice };
    case "commander.missingArgument":
      return { message: WORDS.missingArgument(`<${quoted}>`), advice };
    case "commander.optionMissingArgument":
      return { message: WORDS.optionMissingArgument(quoted), advice };
    case "commander.missingMandatoryOptionValue":
      return { message: WORDS.missingOption(quoted), advice };
    case "commander.excessArguments":
      return { message: WORDS.tooManyArguments, advice };
    case "commander.invalidArgument":
      return invalidChoice(error.message);
    case "commander.help":
      // A command group (`dingdan app`) without a command.
      return { message: WORDS.missingCommand, advice };
    default:
      return { message: WORDS.other(error.message.replace(/^error: /, "")), advice };
  }
}

const CHOICE =
  /(?:option '(?<flags>.*?)' argument|command-argument value) '(?<value>.*)' is invalid(?: for argument '(?<argument>.*?)')?\. Allowed choices are (?<choices>.*)\.$/s;

function invalidChoice(message: string) {
  const { flags, value = "", argument, choices = "" } = CHOICE.exec(message)?.groups ?? {};
  const name = flags ?? `<${argument ?? ""}>`;
  return { message: WORDS.invalidChoice(name, value), advice: WORDS.choices(choices) };
}

/** The command that the words name, as far as they are valid, for "see … --help". */
function commandOf(program: Command, words: readonly string[]): string {
  const names = [program.name()];
  let command: Command | undefined = program;
  for (const word of words) {
    command = command.commands.find((candidate) => candidate.name() === word);
    if (command === undefined) break;
    names.push(word);
  }
  return names.join(" ");
}

const joined = (first: Text, second: Text) =>
  text(`${first.en} ${second.en}`, `${first.zh} ${second.zh}`);
