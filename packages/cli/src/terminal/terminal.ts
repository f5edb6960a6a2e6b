import { once } from "node:events";
import type { Writable } from "node:stream";
import { styleText } from "node:util";
import type { Language, Text } from "@dingdan/contract";

type Format = Parameters<typeof styleText>[0];

/** One of the two output streams of a command, and its capabilities. */
export class Pane {
  readonly #stream: Writable & { readonly isTTY?: boolean; readonly columns?: number };

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  get isTty(): boolean {
    return this.#stream.isTTY === true;
  }

  /** At least 40; 100 for a pipe, which has no width, and for terminals that report 0. */
  get columns(): number {
    return Math.max(40, this.#stream.columns || 100);
  }

  /** Adds colours if this stream is a terminal and NO_COLOR is not set. */
  style(format: Format, value: string): string {
    return styleText(format, value, { stream: this.#stream });
  }

  dim(value: string): string {
    return this.style("dim", value);
  }

  bold(value: string): string {
    return this.style("bold", value);
  }

  write(value: string): void {
    this.#stream.write(value);
  }

  /** Resolves when the reader has room for more, so that a large output does not wait in memory. */
  async writeAll(pieces: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const piece of pieces) {
      if (!this.#stream.write(piece)) await once(this.#stream, "drain");
    }
  }

  line(value = ""): void {
    this.write(`${value}\n`);
  }
}

/**
 * The output of a command: results on `out`, everything else on `err`. With `--json`, `out` gets
 * exactly one JSON document and no other line.
 */
export class Terminal {
  readonly out: Pane;
  readonly err: Pane;
  readonly language: Language;
  readonly isJson: boolean;

  constructor(options: {
    readonly stdout: Writable;
    readonly stderr: Writable;
    readonly language: Language;
    readonly isJson: boolean;
  }) {
    this.out = new Pane(options.stdout);
    this.err = new Pane(options.stderr);
    this.language = options.language;
    this.isJson = options.isJson;
  }

  /** The text in the user's language. */
  say(words: Text): string {
    return words[this.language];
  }

  /** Prints to standard error, so that a program that reads the pipe only gets results. */
  note(words: Text): void {
    if (!this.isJson) this.err.line(this.err.dim(this.say(words)));
  }

  json(document: unknown): void {
    this.out.line(JSON.stringify(document));
  }
}
