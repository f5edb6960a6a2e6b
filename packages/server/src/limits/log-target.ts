import { constants, fstatSync, openSync } from "node:fs";
import sonicBoom from "sonic-boom";

/** Lines that wait for a slow target may use this much memory; further lines are dropped. */
const WAITING_BYTES_MAX = 1024 * 1024;
/** How long the end of the process waits for a slow target. */
const CLOSE_TIMEOUT_MS = 300;

/** Why lines were dropped: the code of the error, or `FULL` when the target takes them too slowly. */
export interface LostLines {
  readonly cause: string;
}

/**
 * Writes log lines to standard error without ever waiting for it. `process.stderr` waits for files and
 * pipes: a reader that stops reading would stop the process. If the target is slow, lines wait in memory
 * and then are dropped; if it fails (a full disk, a closed pipe), each later line tries again.
 */
export class LogTarget {
  readonly #target: InstanceType<typeof sonicBoom.SonicBoom>;
  /** True once no more lines are taken. */
  #isClosing = false;
  /** True once a full target is not tried again. */
  #gaveUp = false;
  #lost = 0;
  #onLoss: (lost: LostLines) => void = () => undefined;
  #onRecovery: (lines: number) => void = () => undefined;

  /** @param descriptor an open file descriptor: 2 is standard error */
  constructor(descriptor: number) {
    const target = new sonicBoom.SonicBoom({
      fd: withoutWaiting(descriptor),
      maxLength: WAITING_BYTES_MAX,
      sync: false,
      // A pipe whose reader is slow. It is tried again every 100 ms.
      retryEAGAIN: () => !this.#gaveUp,
    });
    target.on("drop", () => this.#lose("FULL"));
    target.on("error", (error: NodeJS.ErrnoException) => this.#lose(error.code ?? error.message));
    target.on("drain", () => this.#recover());
    this.#target = target;
  }

  /**
   * @param onLoss called for each dropped line and each failed write
   * @param onRecovery called with the number of losses once the target takes lines again
   */
  report(onLoss: (lost: LostLines) => void, onRecovery: (losses: number) => void): void {
    this.#onLoss = onLoss;
    this.#onRecovery = onRecovery;
  }

  /** Never throws. A line that is written after the end is lost. */
  write(line: string): void {
    if (!this.#isClosing) this.#target.write(line);
  }

  /** Waits 300 ms at most for the lines in memory; the rest is lost. */
  close(): Promise<void> {
    if (this.#isClosing) return Promise.resolve();
    this.#isClosing = true;
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#gaveUp = true;
        this.#target.destroy();
        resolve();
      };
      const timer = setTimeout(end, CLOSE_TIMEOUT_MS);
      this.#target.once("close", end);
      this.#target.once("error", end);
      this.#target.end();
    });
  }

  #lose(cause: string): void {
    this.#lost++;
    this.#onLoss({ cause });
  }

  #recover(): void {
    const lost = this.#lost;
    if (lost === 0) return;
    this.#lost = 0;
    this.#onRecovery(lost);
  }
}

/**
 * Opens a pipe or a terminal a second time in non-blocking mode: the mode of the given descriptor is
 * shared with other processes. A write to a file never waits for a reader, and files are not opened
 * again: writers with separate positions would overwrite each other. A socket cannot be opened again; a
 * write to it waits in a thread beside the main one.
 */
function withoutWaiting(descriptor: number): number {
  try {
    const status = fstatSync(descriptor);
    if (!status.isFIFO() && !status.isCharacterDevice()) return descriptor;
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/dev/fd/${descriptor}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return descriptor;
  }
}
