import { afterEach, describe, expect, test, vi } from "vitest";
import { type PromiseByHand, promiseByHand } from "./conformance/promise-by-hand.js";
import { GroupCommit, OverloadedError } from "./group-commit.js";

afterEach(() => void vi.useRealTimers());

type Outcomes = readonly PromiseSettledResult<string>[];

/** A batch whose commit is under way. */
interface Commit {
  readonly jobs: readonly string[];
  /** Ends the commit well: every job's outcome is its name in capitals. */
  succeed(): void;
  end(outcomes: Outcomes): void;
  fail(reason: Error): void;
}

/** A GroupCommit of named jobs; each commit ends when the test says so. */
class HandDrivenCommits {
  readonly #begun: Commit[] = [];
  #waiting: PromiseByHand<Commit> | null = null;
  readonly group: GroupCommit<string, string>;

  constructor(limits: { batchSizeMax?: number; queueSizeMax?: number } = {}) {
    this.group = new GroupCommit((jobs: readonly string[]) => this.#begin(jobs), {
      batchSizeMax: 100,
      queueSizeMax: 100,
      ...limits,
    });
  }

  /** How many commits have begun that no test has asked for. */
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
    return jobs.map((job) => this.group.submit(job));
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

/** Everything that the event loop still has to do now, and what that brings in the next turns. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
}

describe("what is committed together", () => {
  test("is what arrived in one turn of the event loop, when nothing was under way", async () => {
    const commits = new HandDrivenCommits();

    const outcomes = commits.submitAll("a", "b", "c");
    const first = await commits.next();

    expect(first.jobs).toEqual(["a", "b", "c"]);
    first.succeed();
    expect(await Promise.all(outcomes)).toEqual(["A", "B", "C"]);
  });

  test("is what arrived while the commit before was under way, in the order of coming", async () => {
    const commits = new HandDrivenCommits();
    void commits.submitAll("a");
    const first = await commits.next();

    void commits.submitAll("b");
    await someTurns();
    void commits.submitAll("c", "d");
    await someTurns();
    expect(commits.unseen).toBe(0);

    first.succeed();
    const second = await commits.next();
    expect(second.jobs).toEqual(["b", "c", "d"]);
    second.succeed();
  });

  test("is no more than one commit takes; the rest are in the next", async () => {
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

  test("waits for no timer: a lonely write is committed at once", async () => {
    // given a clock that stands still
    vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "Date", "performance"] });
    const commits = new HandDrivenCommits();

    const outcome = commits.group.submit("alone");
    (await commits.next()).succeed();

    expect(await outcome).toBe("ALONE");
    expect(vi.getTimerCount()).toBe(0);
  });

  test("is answered only after the commit", async () => {
    const commits = new HandDrivenCommits();
    let isAnswered = false;
    const outcome = commits.group.submit("a").then(() => (isAnswered = true));
    const commit = await commits.next();

    await someTurns();
    expect(isAnswered).toBe(false);

    commit.succeed();
    expect(await outcome).toBe(true);
  });
});

describe("the outcome of a job", () => {
  test("is its own: a bad one does not touch its neighbours", async () => {
    const commits = new HandDrivenCommits();
    const reason = new Error("b is bad");

    const outcomes = Promise.allSettled(commits.submitAll("a", "b", "c"));
    (await commits.next()).end([fulfilled("A"), rejected(reason), fulfilled("C")]);

    expect(await outcomes).toEqual([fulfilled("A"), rejected(reason), fulfilled("C")]);
  });

  test("is the commit's failure when the commit as such fails, and work goes on after it", async () => {
    const commits = new HandDrivenCommits();
    const reason = new Error("the disk is full");

    const failed = Promise.allSettled(commits.submitAll("a", "b"));
    const commit = await commits.next();
    const later = commits.group.submit("c");
    commit.fail(reason);
    (await commits.next()).succeed();

    expect(await failed).toEqual([rejected(reason), rejected(reason)]);
    expect(await later).toBe("C");
  });

  test("is the failure, too, when the commit throws before it promises anything", async () => {
    const group = new GroupCommit<string, string>(
      () => {
        throw new Error("not even begun");
      },
      { batchSizeMax: 10, queueSizeMax: 10 },
    );

    await expect(group.submit("a")).rejects.toThrow("not even begun");
    await expect(group.submit("b")).rejects.toThrow("not even begun");
  });
});

describe("an overload", () => {
  test("is refused at once, while the commit is still under way, and says how many wait", async () => {
    const commits = new HandDrivenCommits({ queueSizeMax: 2 });
    const accepted = commits.submitAll("a");
    const commit = await commits.next();
    accepted.push(...commits.submitAll("b", "c"));

    const refused = commits.group.submit("d");

    await expect(refused).rejects.toThrow(OverloadedError);
    await expect(refused).rejects.toThrow("2 writes are waiting");
    commit.succeed();
    (await commits.next()).succeed();
    expect(await Promise.all(accepted)).toEqual(["A", "B", "C"]);
  });

  test("is over as soon as the waiting writes are being committed", async () => {
    const commits = new HandDrivenCommits({ queueSizeMax: 1 });
    void commits.group.submit("a");
    const first = await commits.next();
    void commits.group.submit("b");
    await expect(commits.group.submit("c")).rejects.toThrow(OverloadedError);

    first.succeed();
    const second = await commits.next();
    const retried = commits.group.submit("c");
    second.succeed();
    (await commits.next()).succeed();

    expect(await retried).toBe("C");
  });
});

describe("draining", () => {
  test("is done at once when nothing waits", async () => {
    await new HandDrivenCommits().group.drain();
  });

  test("waits for what is under way and for what waits behind it", async () => {
    const commits = new HandDrivenCommits();
    void commits.submitAll("a");
    const first = await commits.next();
    void commits.submitAll("b");
    let isDrained = false;

    const drained = commits.group.drain().then(() => (isDrained = true));
    first.succeed();
    const second = await commits.next();
    await someTurns();
    expect(isDrained).toBe(false);

    second.succeed();
    expect(await drained).toBe(true);
  });

  test("leaves a group that works on: what is submitted later is committed", async () => {
    const commits = new HandDrivenCommits();
    void commits.submitAll("a");
    (await commits.next()).succeed();
    await commits.group.drain();

    const later = commits.group.submit("b");
    (await commits.next()).succeed();

    expect(await later).toBe("B");
  });
});
