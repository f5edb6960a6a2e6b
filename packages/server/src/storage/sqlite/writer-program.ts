import type { RequestRecord } from "../../domain/request-record.js";
import type { WriteOutcome } from "../orders/jobs.js";
import { checkWrite } from "./check-write.js";
import type { SqliteDatabase } from "./database.js";
import { SqliteOrderNames } from "./order-names.js";
import { type PackedJobs, unpackJobs } from "./packed-jobs.js";
import { SqliteRequestStore } from "./requests.js";
import { SqliteWrites } from "./writes.js";

/** The calls of the writer thread: the parameter and the result of each. */
export interface WriterCalls {
  /** Checks jobs and commits them, in a transaction that calls share; returns the outcome of each. */
  commit: { given: PackedJobs; answer: readonly PromiseSettledResult<WriteOutcome>[] };
  /** Appends calls to the request log. */
  append: { given: readonly RequestRecord[]; answer: void };
  /** Adds uploads to the index of names, at most the given number; returns how many. */
  index: { given: number; answer: number };
  /** Replies, and then writes nothing until the pause with this number has ended. */
  pause: { given: bigint; answer: void };
  /** Commits a small write, and then replies. */
  check: { given: null; answer: void };
}

export type WriterCall = keyof WriterCalls;

/** A call that is carried out by itself; commits are carried out together. */
export type SingleCall = Exclude<WriterCall, "commit">;

type Program = {
  readonly [Call in SingleCall]: (
    given: WriterCalls[Call]["given"],
  ) => WriterCalls[Call]["answer"] | Promise<WriterCalls[Call]["answer"]>;
};

/** Carries out the calls of the writer thread. It does not depend on threads and messages. */
export class WriterProgram implements Program {
  readonly #database: SqliteDatabase;
  readonly #writes: SqliteWrites;
  readonly #requestLog: SqliteRequestStore;
  readonly #names: SqliteOrderNames;

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#writes = new SqliteWrites(database);
    this.#requestLog = new SqliteRequestStore(database);
    this.#names = new SqliteOrderNames(database);
  }

  /** Commits the jobs of several calls in one transaction; returns the outcomes of each call. */
  commit(calls: readonly PackedJobs[]): WriterCalls["commit"]["answer"][] {
    // All bodies are checked before the transaction begins: see docs/performance.md.
    const work = calls.flatMap(unpackJobs).map((job) => this.#writes.prepare(job));
    const outcomes = this.#writes.commitAll(work);
    let start = 0;
    return calls.map(({ jobs }) => outcomes.slice(start, (start += jobs.length)));
  }

  append(records: readonly RequestRecord[]): Promise<void> {
    return this.#requestLog.append(records);
  }

  index(limit: number): Promise<number> {
    return this.#names.extend(limit);
  }

  pause(): void {
    // The thread waits after its reply: see writer-thread.ts.
  }

  check(): void {
    checkWrite(this.#database);
  }
}
