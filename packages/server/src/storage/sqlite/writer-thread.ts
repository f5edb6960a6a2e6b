import { parentPort, workerData } from "node:worker_threads";
import type { RequestRecord } from "../../request-log/request-record.js";
import type { WriteJob, WriteOutcome } from "../write-job.js";
import { SqliteDatabase } from "./database.js";
import { SqliteRequestStore } from "./requests.js";
import { SqliteWrites } from "./writes.js";

// The thread that writes orders and the request log, so that syncs and checkpoints of the disk hold
// up nobody who reads or is parsed. See writer.ts for its other end.

/** What the thread is asked for; each message is answered with its number. */
export type WriterRequest = { readonly number: number } & (
  | { readonly kind: "commit"; readonly jobs: readonly WriteJob[] }
  | { readonly kind: "append"; readonly records: readonly RequestRecord[] }
  /** Stand still, from the answer on until this turn of the main thread's is over. */
  | { readonly kind: "pause"; readonly turn: bigint }
);

export interface WriterReply {
  readonly number: number;
  readonly outcomes?: readonly PromiseSettledResult<WriteOutcome>[];
  /** Why nothing of the request could be done. */
  readonly fault?: unknown;
}

export interface WriterData {
  readonly path: string;
  /** One word: which turn of the main thread's was over last. */
  readonly lastTurn: BigInt64Array;
}

if (parentPort !== null) {
  const port = parentPort;
  const { path, lastTurn } = workerData as WriterData;
  const database = await SqliteDatabase.open(path);
  const orders = new SqliteWrites(database);
  const requests = new SqliteRequestStore(database);

  const answer = async (request: WriterRequest): Promise<Omit<WriterReply, "number">> => {
    switch (request.kind) {
      case "commit":
        return { outcomes: database.commitAll(request.jobs.map((job) => () => orders.apply(job))) };
      case "append":
        await requests.append(request.records);
        return {};
      case "pause":
        return {};
    }
  };

  const waitForEnd = (turn: bigint): void => {
    for (;;) {
      const last = Atomics.load(lastTurn, 0);
      if (last >= turn) return;
      Atomics.wait(lastTurn, 0, last);
    }
  };

  const serve = async (request: WriterRequest): Promise<void> => {
    const { number } = request;
    const reply = await answer(request).catch((fault: unknown) => ({ fault }));
    port.postMessage({ number, ...reply } satisfies WriterReply);
    if (request.kind === "pause") waitForEnd(request.turn);
  };

  port.on("message", (request: WriterRequest | "close") => {
    if (request === "close") void database.close().finally(() => port.close());
    else void serve(request);
  });
  port.postMessage({ number: 0 } satisfies WriterReply);
}
