import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type PromiseByHand, promiseByHand } from "../storage/conformance/promise-by-hand.js";
import { Scheduler } from "./scheduler.js";

const INTERVAL_MS = 5_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A job of which each run ends when the test says so. */
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

/** Lets the interval pass as often as told, and all that hangs on it happen. */
const intervals = (count: number) => vi.advanceTimersByTimeAsync(count * INTERVAL_MS);

test("a job runs at each interval, first after one", async () => {
  const job = new HandDrivenJob();
  expect(job.runs).toHaveLength(0);

  await intervals(1);
  job.end(0);
  await intervals(1);

  expect(job.runs).toHaveLength(2);
});

test("a job can be run now, and its outcome is answered", async () => {
  const job = new HandDrivenJob();

  const outcome = job.scheduler.run();
  await intervals(0);
  job.end(0);

  expect(await outcome).toBe("run 0");
});

test("two runs never overlap: one that is asked for begins when the other has ended", async () => {
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

test("a run that outlasts its interval leaves no crowd of runs behind it", async () => {
  const job = new HandDrivenJob();

  await intervals(10);
  job.end(0);
  await intervals(0);
  expect(job.runs).toHaveLength(1);

  await intervals(1);
  expect(job.runs).toHaveLength(2);
});

test("an error is told once, and the repetition goes on", async () => {
  const job = new HandDrivenJob();
  const reason = new Error("the disk is full");

  await intervals(1);
  job.fail(0, reason);
  await intervals(1);

  expect(job.errors).toEqual([reason]);
  expect(job.runs).toHaveLength(2);
});

test("who runs a job now is answered its error", async () => {
  const job = new HandDrivenJob();

  const outcome = expect(job.scheduler.run()).rejects.toThrow("the disk is full");
  await intervals(0);
  job.fail(0, new Error("the disk is full"));

  await outcome;
});

test("a job that throws before it promises anything ends nothing either", async () => {
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

test("stopping waits for the run that is under way, and no other follows", async () => {
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
