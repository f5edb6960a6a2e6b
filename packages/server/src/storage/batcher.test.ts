import { afterEach, describe, expect, test, vi } from "vitest";
import { Batcher, type BatcherLimits } from "./batcher.js";
import { type PromiseByHand, promiseByHand } from "./conformance/promise-by-hand.js";
import { OverloadedError } from "./overloaded-error.js";

afterEach(() => void vi.useRealTimers());

type Outcomes = readonly PromiseSettledResult<string>[];

/** A batch whose commit is in progress. */
interface Commit {
  readonly jobs: readonly string[];
  /** Ends the commit successfully. The outcome of a job is its name in capitals. */
  succeed(): void;
  end(outcomes: Outcomes): void;
  fail(reason: Error): void;
}

/** A Batcher of named jobs. The test decides when a commit ends. */
class HandDrivenCommits {
  readonly #begun: Commit[] = [];
  #waiting: PromiseByHand<Commit> | null = null;
  readonly batcher: Batcher<string, string>;

  constructor(limits: Partial<BatcherLimits<string>> = {}) {
    this.batcher = new Batcher((jobs: readonly string[]) => this.#begin(jobs), {
      batchSizeMax: 100,
      queueSizeMax: 100,
      ...limits,
    });
  }

  /** How many commits have begun that the test has not taken with `next`. */
  get unseen(): number {
    return this.#begun.length;
  }

  /** The next commit, as soon as it has begun. */
  next(): Promise<Commit> {
    const begun = this.#begun.shift();
    if (begun !== undefined) return Promise.resolve(begun);
    this.#waiting = promiseByHand<Commit>();
    return this.#waiting.promise;
  }

  submitAll(...jobs: string[]): Promise<string>[] {
    return jobs.map((job) => this.batcher.submit(job));
  }

  #begin(jobs: readonly string[]): Promise<Outcomes> {
    const { promise, resolve, reject } = promiseByHand<Outcomes>();
    const commit = {
      jobs,
      succeed: () => resolve(jobs.map((job) => fulfilled(job.toUpperCase()))),
      end: resolve,
      fail: reject,
    };
    if (this.#waiting === null) this.#begun.push(commit);
    else this.#waiting.resolve(commit);
    this.#waiting = null;
    return promise;
  }
}

const fulfilled = (value: string) => ({ status: "fulfilled", value }) as const;
const rejected = (reason: Error) => ({ status: "rejected", reason }) as const;

/** Waits for the present work of the event loop, and for the work that follows from it. */
async function someTicks(): Promise<void> {
  for (let tick = 0; tick < 5; tick++) await new Promise(setImmediate);
}

describe("a batch", () => {
  test("has the jobs that were submitted together, when no commit was in progress", async () => {
    const commits = new HandDrivenCommits();

    const outcomes = commits.submitAll("a", "b", "c");
    const first = await commits.next();

    expect(first.jobs).toEqual(["a", "b", "c"]);
    first.succeed();
    expect(await Promise.all(outcomes)).toEqual(["A", "B", "C"]);
  });

  test("has the jobs that arrived during the previous commit, in their order", async () => {
    const commits = new HandDrivenCommits();
    void commits.submitAll("a");
    const first = await commits.next();

    void commits.submitAll("b");
    await someTicks();
    void commits.submitAll("c", "d");
    await someTicks();
    expect(commits.unseen).toBe(0);

    first.succeed();
    const second = await commits.next();
    expect(second.jobs).toEqual(["b", "c", "d"]);
    second.succeed();
  });

  test("has at most the largest number of jobs; the rest are in the next", async () => {
    const commits = new HandDrivenCommits({ batchSizeMax: 2 });
    const outcomes = commits.submitAll("a", "b", "c", "d", "e");

    const sizes: number[] = [];
    for (let index = 0; index < 3; index++) {
      const commit = await commits.next();
      sizes.push(commit.jobs.length);
      commit.succeed();
    }

    expect(sizes).toEqual([2, 2, 1]);
    expect(await Promise.all(outcomes)).toEqual(["A", "B", "C", "D", "E"]);
  });

  test("starts immediately in each free lane, and waits when all lanes are busy", async () => {
    const commits = new HandDrivenCommits({ batchSizeMax: 1, lanes: 2 });
    const outcomes = commits.submitAll("a", "b", "c");

    const [first, second] = [await commits.next(), await commits.next()];
    await someTicks();
    expect([first.jobs, second.jobs, commits.unseen]).toEqual([["a"], ["b"], 0]);

    second.succeed();
    const third = await commits.next();
    expect(third.jobs).toEqual(["c"]);
    first.succeed();
    third.succeed();
    expect(await Promise.all(outcomes)).toEqual(["A", "B", "C"]);
  });

  test("uses one lane while one of several owners is busy, and for a moment after that", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const ownerOf = (job: string) => job.slice(0, -1);
    const commits = new HandDrivenCommits({ batchSizeMax: 3, lanes: 2, ownerOf });
    const outcomes = commits.submitAll("busy1", "busy2", "busy3", "busy4", "quiet1");
    const first = await commits.next();
    await someTicks();
    expect([first.jobs, commits.unseen]).toEqual([["busy1", "busy2", "busy3"], 0]);
    first.succeed();
    const second = await commits.next();
    expect(second.jobs).toEqual(["busy4", "quiet1"]);
    outcomes.push(...commits.submitAll("quiet2"));
    await someTicks();
    expect(commits.unseen).toBe(0);

    vi.advanceTimersByTime(101);
    outcomes.push(...commits.submitAll("other1"));
    const third = await commits.next();
    expect(third.jobs).toEqual(["quiet2", "other1"]);
    second.succeed();
    third.succeed();
    await Promise.all(outcomes);
  });

  test("uses every lane while no owner is busy", async () => {
    const ownerOf = (job: string) => job;
    const commits = new HandDrivenCommits({ batchSizeMax: 1, lanes: 4, ownerOf });
    const outcomes = commits.submitAll("a", "a", "b", "c");
    for (let lane = 0; lane < 4; lane++) (await commits.next()).succeed();
    expect(await Promise.all(outcomes)).toEqual(["A", "A", "B", "C"]);
  });

  test("uses every lane while one owner has all jobs", async () => {
    const commits = new HandDrivenCommits({ batchSizeMax: 1, lanes: 2, ownerOf: () => "busy" });
    const outcomes = commits.submitAll("a", "b");
    for (const commit of [await commits.next(), await commits.next()]) commit.succeed();
    expect(await Promise.all(outcomes)).toEqual(["A", "B"]);
  });

  test("has the jobs of all calls that take each step together", async () => {
    const commits = new HandDrivenCommits();
    const call = async (name: string) => {
      await Promise.resolve();
      await Promise.resolve();
      return commits.batcher.submit(name);
    };
    const outcomes = ["a", "b", "c"].map(call);

    const first = await commits.next();
    expect(first.jobs).toEqual(["a", "b", "c"]);
    first.succeed();
    await Promise.all(outcomes);
  });

  test("waits for no timer and for no tick: a single write is committed immediately", async () => {
    // given a frozen clock
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "Date", "performance"] });
    const commits = new HandDrivenCommits();

    const outcome = commits.batcher.submit("alone");
    let isTickOver = false;
    setImmediate(() => (isTickOver = true));
    (await commits.next()).succeed();
    expect(isTickOver).toBe(false);

    expect(await outcome).toBe("ALONE");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("settles its jobs only after the commit", async () => {
    const commits = new HandDrivenCommits();
    let isAnswered = false;
    const outcome = commits.batcher.submit("a").then(() => (isAnswered = true));
    const commit = await commits.next();

    await someTicks();
    expect(isAnswered).toBe(false);

    commit.succeed();
    expect(await outcome).toBe(true);
  });
});

describe("the outcome of a job", () => {
  test("is its own: a bad job does not change the outcomes of others", async () => {
    const commits = new HandDrivenCommits();
    const reason = new Error("b is bad");

    const outcomes = Promise.allSettled(commits.submitAll("a", "b", "c"));
    (await commits.next()).end([fulfilled("A"), rejected(reason), fulfilled("C")]);

    expect(await outcomes).toEqual([fulfilled("A"), rejected(reason), fulfilled("C")]);
  });

  test("is the commit's error when the commit fails, and later jobs still run", async () => {
    const commits = new HandDrivenCommits();
    const reason = new Error("the disk is full");

    const failed = Promise.allSettled(commits.submitAll("a", "b"));
    const commit = await commits.next();
    const later = commits.batcher.submit("c");
    commit.fail(reason);
    (await commits.next()).succeed();

    expect(await failed).toEqual([rejected(reason), rejected(reason)]);
    expect(await later).toBe("C");
  });

  test("is the commit's error, too, when the commit throws before it returns a promise", async () => {
    const batcher = new Batcher<string, string>(
      () => {
        throw new Error("not even begun");
      },
      { batchSizeMax: 10, queueSizeMax: 10 },
    );

    await expect(batcher.submit("a")).rejects.toThrow("not even begun");
    await expect(batcher.submit("b")).rejects.toThrow("not even begun");
  });
});

describe("an overload", () => {
  test("is rejected immediately, while the commit is in progress, and says how many wait", async () => {
    const commits = new HandDrivenCommits({ queueSizeMax: 2 });
    const accepted = commits.submitAll("a");
    const commit = await commits.next();
    accepted.push(...commits.submitAll("b", "c"));

    const refused = commits.batcher.submit("d");

    await expect(refused).rejects.toThrow(OverloadedError);
    await expect(refused).rejects.toThrow("2 writes are already waiting");
    commit.succeed();
    (await commits.next()).succeed();
    expect(await Promise.all(accepted)).toEqual(["A", "B", "C"]);
  });

  test("ends as soon as the commit of the waiting writes has begun", async () => {
    const commits = new HandDrivenCommits({ queueSizeMax: 1 });
    void commits.batcher.submit("a");
    const first = await commits.next();
    void commits.batcher.submit("b");
    await expect(commits.batcher.submit("c")).rejects.toThrow(OverloadedError);

    first.succeed();
    const second = await commits.next();
    const retried = commits.batcher.submit("c");
    second.succeed();
    (await commits.next()).succeed();

    expect(await retried).toBe("C");
  });
});

describe("draining", () => {
  test("ends immediately when no job waits", async () => {
    await new HandDrivenCommits().batcher.drain();
  });

  test("waits for the jobs in progress and for those in the queue", async () => {
    const commits = new HandDrivenCommits();
    void commits.submitAll("a");
    const first = await commits.next();
    void commits.submitAll("b");
    let isDrained = false;

    const drained = commits.batcher.drain().then(() => (isDrained = true));
    first.succeed();
    const second = await commits.next();
    await someTicks();
    expect(isDrained).toBe(false);

    second.succeed();
    expect(await drained).toBe(true);
  });

  test("leaves a batcher that works: later jobs are committed", async () => {
    const commits = new HandDrivenCommits();
    void commits.submitAll("a");
    (await commits.next()).succeed();
    await commits.batcher.drain();

    const later = commits.batcher.submit("b");
    (await commits.next()).succeed();

    expect(await later).toBe("B");
  });
});

test("a job that has waited too long is rejected when its batch begins, and is not carried out", async () => {
  vi.useFakeTimers();
  const commits = new HandDrivenCommits({ waitMaxMs: 5_000 });
  const [first] = commits.submitAll("a");
  const running = await commits.next();
  const late = commits.batcher.submit("b");
  await vi.advanceTimersByTimeAsync(5_000);
  const inTime = commits.batcher.submit("c");
  running.succeed();

  await expect(late).rejects.toThrow("the wait of writes did not end within 5000 ms");
  const next = await commits.next();
  expect(next.jobs).toEqual(["c"]);
  next.succeed();
  expect([await first, await inTime]).toEqual(["A", "C"]);
});

test("a batcher whose jobs have all waited too long is idle again", async () => {
  vi.useFakeTimers();
  const commits = new HandDrivenCommits({ waitMaxMs: 5_000 });
  void commits.submitAll("a");
  const running = await commits.next();
  const late = commits.batcher.submit("b");
  await vi.advanceTimersByTimeAsync(5_000);
  running.succeed();

  await expect(late).rejects.toThrow("did not end");
  await commits.batcher.drain();
  expect(commits.batcher.waiting).toBe(0);
});

test("waiting jobs hold a limited number of bytes, and each rejection is reported", async () => {
  const faults: OverloadedError[] = [];
  const commits = new HandDrivenCommits({
    queueBytesMax: 10,
    bytesOf: (job) => job.length,
    onFull: (fault) => faults.push(fault),
  });
  void commits.submitAll("first");
  const running = await commits.next();
  const [kept, tooMuch, small] = commits.submitAll("123456", "12345", "1234");

  await expect(tooMuch).rejects.toThrow(OverloadedError);
  expect(faults).toHaveLength(1);

  // Jobs in progress do not count: the next batch makes room.
  running.succeed();
  (await commits.next()).succeed();
  expect([await kept, await small]).toEqual(["123456", "1234"]);
  const [after] = commits.submitAll("1234567890");
  (await commits.next()).succeed();
  expect(await after).toBe("1234567890");
});

test("says how many jobs have waited recently, also between two commits", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  const commits = new HandDrivenCommits();
  for (let i = 0; i < 50; i++) {
    const jobs = commits.submitAll("a", "b", "c", "d");
    const commit = await commits.next();
    vi.advanceTimersByTime(20);
    commit.succeed();
    await Promise.all(jobs);
  }
  expect(commits.batcher.waiting).toBe(0);
  expect(commits.batcher.recentlyWaiting).toBeCloseTo(4, 0);
  vi.advanceTimersByTime(1_000);
  expect(commits.batcher.recentlyWaiting).toBeLessThan(0.1);
});
