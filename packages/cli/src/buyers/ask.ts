import { createInterface } from "node:readline/promises";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { Text } from "@dingdan/contract";
import { UsageError } from "../errors.js";
import type { Terminal } from "../terminal/terminal.js";
import { BUYER_TEXTS } from "./buyer-texts.js";

/** Standard input, from which a person answers or a program sends its values. */
export class Answers {
  readonly #stdin: Readable & { readonly isTTY?: boolean };
  readonly #terminal: Terminal;
  #lines: AsyncIterator<string> | null = null;

  constructor(stdin: Readable, terminal: Terminal) {
    this.#stdin = stdin;
    this.#terminal = terminal;
  }

  get isTyped(): boolean {
    return this.#stdin.isTTY === true;
  }

  /** The line that a person types; empty when the input has ended. */
  async ask(question: Text): Promise<string> {
    const { err } = this.#terminal;
    err.write(this.#terminal.say(question));
    this.#lines ??= createInterface({ input: this.#stdin })[Symbol.asyncIterator]();
    const { value, done } = await this.#lines.next();
    // The terminal has no line break of its own where the input ends.
    if (done === true) err.line();
    return done === true ? "" : value.trim();
  }

  /** The openid that a person types, or the only line that a program sends. */
  async openid(): Promise<string> {
    if (this.isTyped) return this.ask(BUYER_TEXTS.ask.openid);
    const lines = (await text(this.#stdin)).split("\n").map((line) => line.trim());
    const present = lines.filter((line) => line !== "");
    const [openid] = present;
    if (openid !== undefined && present.length === 1) return openid;
    throw new UsageError(BUYER_TEXTS.problem.notOneOpenid(present.length));
  }
}
