import { parentPort, workerData } from "node:worker_threads";
import type { RequestRecord } from "../../request-log/request-record.js";
import type { OrderJob, OrderOutcome } from "../order-job.js";
import { SqliteDatabase } from "./database.js";
import { SqliteOrderWrites } from "./order-writes.js";
import { SqliteRequestStore } from "./requests.js";

// The thread that writes orders and the request log, so that syncs and checkpoints of the disk hold
// up nobody who reads or is parsed. See writer.ts for its other end.

/** What the thread is asked for; each message is answered with its number. */
export type WriterRequest = { readonly number: number } & (
  | { readonly kind: "commit"; readonly jobs: readonly OrderJob[] }
  | { readonly kind: "append"; readonly records: readonly RequestRecord[] }
  /** Stand still, from the answer on until the turn's word is 0 again. */
  | { readonly kind: "pause" }
);

export interface WriterReply {
  readonly number: number;
  readonly outcomes?: readonly PromiseSettledResult<OrderOutcome>[];
  /** Why nothing of the request could be done. */
  readonly fault?: unknown;
}

export interface WriterData {
  readonly path: string;
  /** One word that the two threads take turns by: 1 while the main thread writes. */
  readonly turn: Int32Array;
}

if (parentPort !== null) {
  const port = parentPort;
  const { path, turn } = workerData as WriterData;
  const database = await SqliteDatabase.open(path);
  const orders = new SqliteOrderWrites(database);
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

  port.on("message", (request: WriterRequest | "close") => {
    if (request === "close") {
      void database.close().then(() => port.close());
      return;
    }
    const { number, kind } = request;
    void answer(request)
      .catch((fault: unknown) => ({ fault }))
      .then((reply) => {
        port.postMessage({ number, ...reply } satisfies WriterReply);
        if (kind === "pause") Atomics.wait(turn, 0, 1);
      });
  });
  port.postMessage({ number: 0 } satisfies WriterReply);
}
