import type { Text } from "@dingdan/contract";
import { Argument, type Command, Option } from "commander";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";

export interface CommandWords {
  readonly group: Text;
  readonly summary: Text;
  /** Help prints it after the summary; null: nothing. */
  readonly description: Text | null;
  readonly examples: readonly string[];
  /** True: its group runs it when no command is named. */
  readonly isDefault?: boolean;
}

/** Creates commands, arguments and flags, with their help in the user's language. */
export class Grammar {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  command(
    parent: Command,
    name: string,
    { group, summary, description, examples, isDefault = false }: CommandWords,
  ): Command {
    const indented = examples.map((example) => `  ${example}`).join("\n");
    const heading = this.#terminal.out.bold(this.#say(TEXTS.help.examples));
    const more = description === null ? "" : `\n\n${this.#say(description)}`;
    return parent
      .command(name, { isDefault })
      .helpGroup(this.#say(group))
      .summary(this.#say(summary))
      .description(this.#say(summary) + more)
      .option("--json", this.#say(TEXTS.help.json))
      .addHelpText("after", `\n${heading}\n${indented}\n`);
  }

  /** A command that only contains other commands: `dingdan app`. */
  commandGroup(parent: Command, name: string, group: Text, summary: Text): Command {
    return parent
      .command(name)
      .helpGroup(this.#say(group))
      .summary(this.#say(summary))
      .description(this.#say(summary))
      .helpCommand(false);
  }

  argument(name: string, description: Text): Argument {
    return new Argument(name, this.#say(description));
  }

  /** A flag. Its description ends with its environment variable and its default. */
  flag(
    flags: string,
    description: Text,
    { variable, fallback }: { variable?: string; fallback?: string | number } = {},
  ): Option {
    const more = [
      ...(variable === undefined ? [] : [variable]),
      ...(fallback === undefined ? [] : [this.#say(TEXTS.help.default(String(fallback)))]),
    ];
    const suffix = more.length === 0 ? "" : this.#terminal.out.dim(` [${more.join(", ")}]`);
    return new Option(flags, this.#say(description) + suffix);
  }

  /** A flag that can be repeated; each use adds a value. */
  repeatableFlag(flags: string, description: Text, source: { variable?: string } = {}): Option {
    return this.flag(flags, description, source).argParser(
      (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
    );
  }

  #say(words: Text): string {
    return this.#terminal.say(words);
  }
}
