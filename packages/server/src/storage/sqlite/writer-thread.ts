import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import type { RequestRecord } from "../../domain/request-record.js";
import type { WriteOutcome } from "../orders/jobs.js";
import { BATCH_SIZE_MAX, SqliteDatabase } from "./database.js";
import { SqliteOrderNames } from "./order-names.js";
import { type PackedJobs, unpackJobs } from "./packed-jobs.js";
import { SqliteRequestStore } from "./requests.js";
import { SqliteWrites } from "./writes.js";

// The thread that judges uploads and writes orders, the request log and the index of names, so that
// neither rules nor syncs and checkpoints of the disk hold up who is read. See writer.ts for its other end.

interface CommitJobs {
  readonly kind: "commit";
  readonly packed: PackedJobs;
  /** Not together with what else waits: to measure what sharing is worth. */
  readonly isAlone: boolean;
}

type CommitRequest = CommitJobs & { readonly number: number };

/** What the thread is asked for; each message is answered with its number. */
export type WriterRequest = { readonly number: number } & (
  | CommitJobs
  | { readonly kind: "append"; readonly records: readonly RequestRecord[] }
  /** Take so many more uploads into the index of names. */
  | { readonly kind: "index"; readonly limit: number }
  /** Stand still, from the answer on until this turn of the main thread's is over. */
  | { readonly kind: "pause"; readonly turn: bigint }
);

export interface WriterReply {
  readonly number: number;
  readonly outcomes?: readonly PromiseSettledResult<WriteOutcome>[];
  /** How many uploads were taken into the index. */
  readonly indexed?: number;
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
  const writes = new SqliteWrites(database);
  const requestLog = new SqliteRequestStore(database);
  const names = new SqliteOrderNames(database);

  const reply = (number: number, answer: Omit<WriterReply, "number">): void => {
    port.postMessage({ number, ...answer } satisfies WriterReply);
  };

  const waitForEnd = (turn: bigint): void => {
    for (;;) {
      const last = Atomics.load(lastTurn, 0);
      if (last >= turn) return;
      Atomics.wait(lastTurn, 0, last);
    }
  };

  /** Commits together all that was asked for by now, and answers the first request that is no commit. */
  const commitWaiting = (first: CommitRequest): WriterRequest | "close" | null => {
    const requests = [first];
    let jobCount = first.packed.jobs.length;
    let next: WriterRequest | "close" | null = null;
    while (jobCount < BATCH_SIZE_MAX) {
      const received = receiveMessageOnPort(port);
      if (received === undefined) break;
      const message = received.message as WriterRequest | "close";
      if (message === "close" || message.kind !== "commit" || message.isAlone) {
        next = message;
        break;
      }
      requests.push(message);
      jobCount += message.packed.jobs.length;
    }
    const jobs = requests.flatMap(({ packed }) => unpackJobs(packed));
    const outcomes = database.commitAll(jobs.map((job) => writes.prepare(job)));
    let start = 0;
    for (const { number, packed } of requests) {
      const end = start + packed.jobs.length;
      reply(number, { outcomes: outcomes.slice(start, end) });
      start = end;
    }
    return next;
  };

  const serve = async (request: WriterRequest | "close"): Promise<void> => {
    if (request === "close") {
      await database.close();
      port.close();
      return;
    }
    try {
      switch (request.kind) {
        case "commit": {
          const next = commitWaiting(request);
          if (next !== null) await serve(next);
          return;
        }
        case "append":
          await requestLog.append(request.records);
          return reply(request.number, {});
        case "index":
          return reply(request.number, { indexed: await names.extend(request.limit) });
        case "pause":
          reply(request.number, {});
          return waitForEnd(request.turn);
      }
    } catch (fault) {
      reply(request.number, { fault });
    }
  };

  port.on("message", (request: WriterRequest | "close") => void serve(request));
  port.postMessage({ number: 0 } satisfies WriterReply);
}
