import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type PromiseByHand, promiseByHand } from "../storage/conformance/promise-by-hand.js";
import { Scheduler } from "./scheduler.js";

const INTERVAL_MS = 5_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A job whose runs end when the test ends them. */
class HandDrivenJob {
  readonly runs: PromiseByHand<string>[] = [];
  readonly errors: unknown[] = [];
  readonly scheduler = new Scheduler(
    () => {
      const run = promiseByHand<string>();
      this.runs.push(run);
      return run.promise;
    },
    INTERVAL_MS,
    (error) => this.errors.push(error),
  );

  end(index: number): void {
    this.runs[index]?.resolve(`run ${index}`);
  }

  fail(index: number, reason: Error): void {
    this.runs[index]?.reject(reason);
  }
}

/** Lets `count` intervals pass, and runs everything that is due in them. */
const intervals = (count: number) => vi.advanceTimersByTimeAsync(count * INTERVAL_MS);

test("a job runs at each interval, for the first time after one interval", async () => {
  const job = new HandDrivenJob();
  expect(job.runs).toHaveLength(0);

  await intervals(1);
  job.end(0);
  await intervals(1);

  expect(job.runs).toHaveLength(2);
});

test("running a job now resolves to its outcome", async () => {
  const job = new HandDrivenJob();

  const outcome = job.scheduler.run();
  await intervals(0);
  job.end(0);

  expect(await outcome).toBe("run 0");
});

test("two runs never overlap: a requested run begins when the run in progress has ended", async () => {
  const job = new HandDrivenJob();
  await intervals(1);

  const outcome = job.scheduler.run();
  await intervals(0);
  expect(job.runs).toHaveLength(1);

  job.end(0);
  await intervals(0);
  expect(job.runs).toHaveLength(2);
  job.end(1);
  expect(await outcome).toBe("run 1");
});

test("a run that outlasts its interval does not queue further runs", async () => {
  const job = new HandDrivenJob();

  await intervals(10);
  job.end(0);
  await intervals(0);
  expect(job.runs).toHaveLength(1);

  await intervals(1);
  expect(job.runs).toHaveLength(2);
});

test("an error is reported once, and the job keeps running", async () => {
  const job = new HandDrivenJob();
  const reason = new Error("the disk is full");

  await intervals(1);
  job.fail(0, reason);
  await intervals(1);

  expect(job.errors).toEqual([reason]);
  expect(job.runs).toHaveLength(2);
});

test("running a job now rejects with its error", async () => {
  const job = new HandDrivenJob();

  const outcome = expect(job.scheduler.run()).rejects.toThrow("the disk is full");
  await intervals(0);
  job.fail(0, new Error("the disk is full"));

  await outcome;
});

test("a job that throws before it returns a promise keeps running, too", async () => {
  const errors: unknown[] = [];
  const reason = new Error("not even begun");
  const failing = () => {
    throw reason;
  };
  const scheduler = new Scheduler(failing, INTERVAL_MS, (error) => errors.push(error));

  await intervals(2);

  expect(errors).toEqual([reason, reason]);
  await scheduler.stop();
});

test("stopping waits for the run in progress, and no other run follows", async () => {
  const job = new HandDrivenJob();
  await intervals(3);
  let isStopped = false;

  const stopped = job.scheduler.stop().then(() => (isStopped = true));
  await intervals(0);
  expect(isStopped).toBe(false);

  job.end(0);
  await stopped;
  await intervals(10);
  expect(job.runs).toHaveLength(1);
});

test("a job that is woken often during a run runs once more", async () => {
  const job = new HandDrivenJob();
  job.scheduler.wake();
  await intervals(0);
  for (let count = 0; count < 3; count++) job.scheduler.wake();
  job.end(0);
  await intervals(0);
  expect(job.runs).toHaveLength(2);

  job.scheduler.wake();
  job.fail(1, new Error("once"));
  await intervals(0);
  expect(job.runs).toHaveLength(3);
  expect(job.errors).toEqual([new Error("once")]);
});
