/** Reports on the terminal the current step, its result, and the remaining time. */
export class Progress {
  readonly #startedAtMs = Date.now();
  readonly #steps: number;
  #done = 0;

  constructor(steps: number) {
    this.#steps = steps;
  }

  /** Shown only on a terminal, and only until the next line. */
  begin(what: string): void {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${this.#place()} ${what} …`);
  }

  end(what: string): void {
    this.#done++;
    const clear = process.stderr.isTTY ? "\r\u001b[2K" : "";
    process.stderr.write(`${clear}${this.#place()} ${what}${this.#left()}\n`);
  }

  /** Counts steps that are not run as done. */
  skip(steps: number, why: string): void {
    this.#done += steps;
    process.stderr.write(`${this.#place()} ${why}\n`);
  }

  note(what: string): void {
    process.stderr.write(`${what}\n`);
  }

  #place(): string {
    const width = String(this.#steps).length;
    return `[${String(this.#done).padStart(width)}/${this.#steps}]`;
  }

  #left(): string {
    const elapsedMs = Date.now() - this.#startedAtMs;
    const leftMs = (elapsedMs / Math.max(1, this.#done)) * (this.#steps - this.#done);
    return leftMs < 60_000
      ? `  (${Math.ceil(leftMs / 1000)} s left)`
      : `  (${Math.ceil(leftMs / 60_000)} min left)`;
  }
}
