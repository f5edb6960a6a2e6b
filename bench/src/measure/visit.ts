import type { Admin } from "../contestants/admin.js";
import type { RunningContestant } from "../contestants/contestant.js";
import type { Postgres } from "../machine/postgres.js";
import type { Group, GroupResult, OrderRange, TrafficDescription } from "../workload/job.js";
import { MERCHANT_COUNT } from "../workload/merchants.js";
import { LIST_ORDERS } from "../workload/request-template.js";
import type { OperationName } from "./operations.js";
import type { Measurement } from "./results.js";
import { measureGroups, runGroups } from "./run-groups.js";
import {
  type MeasuredUploads,
  uploadWithEndpoint,
  uploadWithReader,
} from "./uploads-with-events.js";

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
/** An endpoint gets most of its events after the uploads, and takes many times as long as they do. */
const WITH_ENDPOINT = { secondsMax: 1, warmupSecondsMax: 0.5 };
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
    const all = (traffic: TrafficDescription) =>
      this.#measure([{ name: operation, connections, traffic }]);
    const matched = this.#matched;
    const waiting = this.#waiting;
    const secondsAhead = this.#options.earlier?.secondsAhead ?? 0;
    switch (operation) {
      case "upload2": {
        const { first } = this.#fresh();
        const { measurement, count } = await this.#measureUploads();
        this.#unpaid = { first, count };
        return measurement;
      }
      case "latency1":
        return (await this.#measureUploads({ connections: 1 })).measurement;
      case "upload20":
        return (await this.#measureUploads({ items: 20 })).measurement;
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
      case "uploadWithReader":
        return uploadWithReader(this.#admin, () => this.#measureUploads());
      case "uploadWithEndpoint": {
        const { secondsMax, warmupSecondsMax } = WITH_ENDPOINT;
        const seconds = Math.min(this.#options.seconds, secondsMax);
        const warmupSeconds = Math.min(this.#options.warmupSeconds, warmupSecondsMax);
        const times = { seconds, warmupSeconds };
        return uploadWithEndpoint(this.#admin, () => this.#measureUploads(times));
      }
    }
  }

  /** Measures uploads of new orders. The count includes those outside the measured time. */
  async #measureUploads({
    items = 2,
    connections = this.#options.connections,
    ...times
  }: {
    readonly items?: 2 | 20;
    readonly connections?: number;
    readonly seconds?: number;
    readonly warmupSeconds?: number;
  } = {}): Promise<MeasuredUploads> {
    const traffic = { kind: "upload", items, orders: this.#fresh() } as const;
    const uploads = { name: "upload", connections, traffic };
    const [measurement, [group]] = await this.#measure([uploads], times);
    const count = group?.ordersUsed ?? 0;
    this.#take(count);
    return { measurement, count };
  }

  get #admin(): Admin {
    const { url, access } = this.#running;
    return { url, adminKey: access.adminKey };
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
    const result = await runGroups(this.#running, [{ name: "prepare", connections, traffic }], {
      durationMs,
    });
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

  #measure(groups: readonly Group[], times: Partial<VisitOptions> = {}) {
    return measureGroups(this.#running, { ...this.#options, ...times }, groups);
  }

  async #useUp(traffic: TrafficDescription): Promise<void> {
    const { connections } = this.#options;
    await runGroups(this.#running, [{ name: "prepare", connections, traffic }], {
      untilUsedUp: true,
    });
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
