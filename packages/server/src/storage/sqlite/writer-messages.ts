import type { LockWait } from "./database.js";
import type { FileIdentity } from "./open-files.js";
import type { WriterCall, WriterCalls } from "./writer-program.js";

export interface WriterData extends LockWait {
  readonly path: string;
  /** The file that the main thread has open at the path. */
  readonly file: FileIdentity | null;
  /** One element: the number of the pause that ended last. */
  readonly endedPause: BigInt64Array;
}

/** A call of the thread; its reply has the same number. */
interface CallMessage<Call extends WriterCall> {
  readonly number: number;
  readonly call: Call;
  readonly given: WriterCalls[Call]["given"];
}

export type CommitMessage = CallMessage<"commit">;

/** A message to the thread: a call, or the request to end. */
export type WriterMessage = { [Call in WriterCall]: CallMessage<Call> }[WriterCall] | "close";

/** A reply of the thread. The number 0 means that the thread has started. */
export type WriterReply =
  | { readonly number: number; readonly answer: WriterCalls[WriterCall]["answer"] }
  | { readonly number: number; readonly fault: unknown };

/** The writer thread has exited unexpectedly. The writes of its calls may or may not be stored. */
export class WriterEndedError extends Error {
  constructor(cause: unknown) {
    super("the writer thread of the database has exited", { cause });
    this.name = "WriterEndedError";
  }
}

/** The writer thread failed before it did any work, and is not started again yet. */
export class WriterPausedError extends Error {
  constructor(retryMs: number, cause: unknown) {
    super(
      `the writer thread of the database does not start; the next attempt is in ${retryMs} ms`,
      { cause },
    );
    this.name = "WriterPausedError";
  }
}

/** The writer thread does not answer. It may still write, so nothing else writes until it has exited. */
export class WriterHungError extends Error {
  constructor() {
    super(
      "the writer thread of the database does not answer: the disk does not reply, or another program holds the file",
    );
    this.name = "WriterHungError";
  }
}
