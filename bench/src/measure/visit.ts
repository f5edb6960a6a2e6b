import type { RunningContestant } from "../contestants/contestant.js";
import { type JobResult, runJob } from "../load/run-job.js";
import type { Postgres } from "../machine/postgres.js";
import { cpuSeconds, forgetPeakMemory, peakMemoryMib } from "../machine/usage.js";
import type { Group, GroupResult, OrderRange, TrafficDescription } from "../workload/job.js";
import { MERCHANT_COUNT } from "../workload/merchants.js";
import { LIST_ORDERS } from "../workload/request-template.js";
import type { OperationName } from "./operations.js";
import type { Measurement } from "./results.js";

export interface VisitOptions {
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly connections: number;
  /** The server whose CPU time is listed separately; null if the contestant uses none. */
  readonly postgres: Postgres | null;
  /** The state that earlier visits left in the same database, which then needs no preparation. */
  readonly earlier?: Earlier;
  /** The number of orders that verify and replace use repeatedly. */
  readonly waitingOrders?: number;
}

export interface Earlier {
  /** Orders from here on are new. */
  readonly freshFrom: number;
  /** How many seconds later than the first uploads replacements must be. */
  readonly secondsAhead: number;
}

const WAITING_ORDERS = 10_000;
/** More than the number of times that any run replaces all waiting orders. */
export const REPLACE_SECONDS = 1000;
/** A range that no run uses up. */
const ENDLESS = 20_000_000;
/** Payments before their upload belong to orders from this index on, which are never uploaded. */
const FIRST_PAID_ONLY = 1_000_000_000;
const LIGHT_CONNECTIONS = 6;
const HEAVY_CONNECTIONS = 58;

/** One contestant, started on a separate database, and the ranges of orders stored there so far. */
export class Visit {
  readonly #running: RunningContestant;
  readonly #options: VisitOptions;
  readonly #matched: OrderRange;
  readonly #waiting: OrderRange;
  #nextOrder: number;
  #nextPaidOnly: number;
  /** Uploaded with 2 items and not paid. */
  #unpaid: OrderRange | null = null;

  constructor(running: RunningContestant, options: VisitOptions) {
    this.#running = running;
    this.#options = options;
    const waiting = options.waitingOrders ?? WAITING_ORDERS;
    this.#matched = { first: 0, count: LIST_ORDERS };
    this.#waiting = { first: LIST_ORDERS, count: waiting };
    this.#nextOrder = Math.max(LIST_ORDERS + waiting, options.earlier?.freshFrom ?? 0);
    this.#nextPaidOnly = FIRST_PAID_ONLY + this.#nextOrder;
  }

  /** Stores the orders for verify, replace and the lists, without measuring. */
  async prepare(): Promise<void> {
    if (!this.#running.access.hasState || this.#options.earlier !== undefined) return;
    await this.#useUp({ kind: "upload", items: 2, orders: this.#matched });
    await this.#useUp({ kind: "pay-all", uploaded: this.#matched });
    await this.#useUp({ kind: "upload", items: 2, orders: this.#waiting });
  }

  async measure(operation: OperationName): Promise<Measurement> {
    const { connections } = this.#options;
    const all = (traffic: TrafficDescription, count = connections) =>
      this.#measure([{ name: operation, connections: count, traffic }]);
    const matched = this.#matched;
    const waiting = this.#waiting;
    const secondsAhead = this.#options.earlier?.secondsAhead ?? 0;
    switch (operation) {
      case "upload2":
      case "latency1": {
        const orders = this.#fresh();
        const count = operation === "latency1" ? 1 : connections;
        const [measurement, [group]] = await all({ kind: "upload", items: 2, orders }, count);
        const used = group?.ordersUsed ?? 0;
        this.#take(used);
        if (operation === "upload2") this.#unpaid = { first: orders.first, count: used };
        return measurement;
      }
      case "upload20": {
        const orders = this.#fresh();
        const [measurement, [group]] = await all({ kind: "upload", items: 20, orders });
        this.#take(group?.ordersUsed ?? 0);
        return measurement;
      }
      case "replace":
        return (await all({ kind: "replace", items: 2, orders: waiting, secondsAhead }))[0];
      case "verify":
        return (await all({ kind: "verify", matched, waiting }))[0];
      case "payment":
        return this.#measurePayments();
      case "tradeUpload":
        return this.#measureTradeUploads();
      case "list":
        return (await all({ kind: "list" }))[0];
      case "mix": {
        const fresh = this.#fresh();
        // The mix replaces the same orders as the operation before it.
        const later = secondsAhead + REPLACE_SECONDS;
        const [measurement, [group]] = await all({
          kind: "mix",
          fresh,
          matched,
          waiting,
          secondsAhead: later,
        });
        this.#take(group?.ordersUsed ?? 0);
        return measurement;
      }
      case "verifyUnderUploads":
        return this.#measureVerifyUnderUploads();
      case "fairness":
        return this.#measureFairness();
    }
  }

  async #measurePayments(): Promise<Measurement> {
    if (this.#running.access.hasState && this.#unpaid === null) await this.#uploadUnpaid();
    const uploaded = this.#unpaid ?? { first: this.#nextOrder, count: 0 };
    const fresh = { first: this.#nextPaidOnly, count: null };
    this.#unpaid = null;
    const { connections } = this.#options;
    const [measurement, [group]] = await this.#measure([
      { name: "payment", connections, traffic: { kind: "payment", uploaded, fresh } },
    ]);
    if (group === undefined) return measurement;
    this.#nextPaidOnly += roundedUp(group.ordersUsed);
    return { ...measurement, extra: { matchedShare: group.paidUploads / group.ordersUsed } };
  }

  /** Uploads for the length of a run, which gives more orders than the run's payments match. */
  async #uploadUnpaid(): Promise<void> {
    const orders = this.#fresh();
    const count = await this.#sendFor(1, { kind: "upload", items: 2, orders });
    this.#take(count);
    this.#unpaid = { first: orders.first, count };
  }

  async #measureTradeUploads(): Promise<Measurement> {
    const { hasState } = this.#running.access;
    const orders = hasState ? await this.#payWithoutUploads() : this.#fresh();
    const traffic = { kind: "trade-upload", orders } as const;
    const { connections } = this.#options;
    const [measurement, [group]] = await this.#measure([{ name: "upload", connections, traffic }]);
    if (group?.ordersUsed === orders.count) throw new Error("the run used up the paid orders");
    return measurement;
  }

  /** Payments for four times the length of a run, since an upload takes less time than a payment: shipping information has no other precondition. */
  async #payWithoutUploads(): Promise<OrderRange> {
    const first = this.#nextPaidOnly;
    const uploaded = { first: this.#nextOrder, count: 0 };
    const fresh = { first, count: null };
    const count = await this.#sendFor(4, { kind: "payment", uploaded, fresh });
    this.#nextPaidOnly += roundedUp(count);
    return { first, count };
  }

  /** Sends for the length of some runs without measuring; returns the number of orders sent. */
  async #sendFor(runs: number, traffic: TrafficDescription): Promise<number> {
    const { connections, seconds, warmupSeconds } = this.#options;
    const durationMs = runs * (seconds + warmupSeconds) * 1000;
    const result = await this.#run([{ name: "prepare", connections, traffic }], { durationMs });
    return result.groups[0]?.ordersUsed ?? 0;
  }

  async #measureVerifyUnderUploads(): Promise<Measurement> {
    const orders = this.#fresh();
    const [measurement, groups] = await this.#measure([
      {
        name: "verify",
        connections: 4,
        traffic: { kind: "verify", matched: this.#matched, waiting: this.#waiting },
      },
      { name: "uploads", connections: 60, traffic: { kind: "upload", items: 2, orders } },
    ]);
    const uploads = groups[1] as GroupResult;
    this.#take(uploads.ordersUsed);
    return { ...measurement, extra: { uploadsPerSecond: uploads.perSecond } };
  }

  async #measureFairness(): Promise<Measurement> {
    const uploadsOf = (merchant: number, connections: number): Group => ({
      name: `merchant ${merchant}`,
      connections,
      traffic: { kind: "upload", items: 2, orders: this.#fresh(), merchant },
    });
    const [alone, [only]] = await this.#measure([uploadsOf(1, LIGHT_CONNECTIONS)]);
    this.#take((only as GroupResult).ordersUsed * MERCHANT_COUNT);
    const [beside, groups] = await this.#measure([
      uploadsOf(1, LIGHT_CONNECTIONS),
      uploadsOf(0, HEAVY_CONNECTIONS),
    ]);
    this.#take(Math.max(...groups.map(({ ordersUsed }) => ordersUsed)) * MERCHANT_COUNT);
    return {
      ...beside,
      extra: {
        aloneP99Ms: alone.p99Ms,
        alonePerSecond: alone.perSecond,
        otherPerSecond: (groups[1] as GroupResult).perSecond,
        ratio: beside.p99Ms / alone.p99Ms,
      },
    };
  }

  /** Returns the figures of the first group with the CPU time of all groups, and the results by group. */
  async #measure(
    groups: readonly Group[],
  ): Promise<readonly [Measurement, readonly GroupResult[]]> {
    const { pid } = this.#running;
    const { postgres, seconds, warmupSeconds } = this.#options;
    forgetPeakMemory(pid);
    let cpu = 0;
    let databaseCpu: number | null = null;
    const now = () => ({ cpu: cpuSeconds(pid), database: postgres?.cpuSeconds() ?? null });
    let before = now();
    const result = await this.#run(groups, {
      warmupMs: warmupSeconds * 1000,
      durationMs: seconds * 1000,
      onMeasuring: () => (before = now()),
      onMeasured: () => {
        const after = now();
        cpu = after.cpu - before.cpu;
        if (after.database !== null) databaseCpu = after.database - (before.database ?? 0);
      },
    });
    const thousands = result.groups.reduce((sum, { count }) => sum + count, 0) / 1000;
    const [first] = result.groups as [GroupResult];
    const measurement: Measurement = {
      ...figuresOf(first),
      cpuPer1000: cpu / thousands,
      databaseCpuPer1000: databaseCpu === null ? null : databaseCpu / thousands,
      peakMib: peakMemoryMib(pid),
      generatorCpuShare: result.generatorCpuShare,
      bytesPerAnswer: first.bytesPerAnswer,
      extra: {},
    };
    return [measurement, result.groups];
  }

  async #useUp(traffic: TrafficDescription): Promise<void> {
    const { connections } = this.#options;
    await this.#run([{ name: "prepare", connections, traffic }], { untilUsedUp: true });
  }

  async #run(
    groups: readonly Group[],
    {
      onMeasuring,
      onMeasured,
      ...timing
    }: {
      readonly warmupMs?: number;
      readonly durationMs?: number;
      readonly untilUsedUp?: true;
      readonly onMeasuring?: () => void;
      readonly onMeasured?: () => void;
    },
  ): Promise<JobResult> {
    const { access } = this.#running;
    const job = { ...access, groups, warmupMs: 0, durationMs: 0, ...timing };
    const result = await runJob(job, {
      ...(onMeasuring === undefined ? {} : { onMeasuring }),
      ...(onMeasured === undefined ? {} : { onMeasured }),
    });
    for (const { failures, failureSamples } of result.groups) {
      if (failures > 0) {
        throw new Error(`${failures} unexpected answers: ${failureSamples.join(" | ")}`);
      }
    }
    return result;
  }

  #fresh(): OrderRange {
    return { first: this.#nextOrder, count: ENDLESS };
  }

  #take(orders: number): void {
    this.#nextOrder += roundedUp(orders);
  }
}

/** Rounds up so that every range begins with the first merchant. */
const roundedUp = (orders: number) => Math.ceil((orders + 1) / MERCHANT_COUNT) * MERCHANT_COUNT;

const figuresOf = ({ perSecond, p50Ms, p90Ms, p99Ms, p999Ms, maxMs }: GroupResult) => ({
  perSecond,
  p50Ms,
  p90Ms,
  p99Ms,
  p999Ms,
  maxMs,
});
