/** A job of the load generator, which is a separate process: everything here is JSON. */
export interface Job {
  readonly port: number;
  readonly adminKey: string;
  /** By the merchant's index. */
  readonly accessTokens: readonly string[];
  /** Of the buyers whose lists are read; empty if no list is read. */
  readonly sessions: readonly string[];
  /** True if answers depend on stored data; from a server without a store only status 200 is expected. */
  readonly hasState: boolean;
  readonly groups: readonly Group[];
  readonly warmupMs: number;
  readonly durationMs: number;
  /** Ends the job when its ranges are used up instead of after a time, for preparations. */
  readonly untilUsedUp?: true;
}

/** Connections with the same traffic and separate figures. */
export interface Group {
  readonly name: string;
  readonly connections: number;
  readonly traffic: TrafficDescription;
}

/** Orders from `first` on; `count` null means without a limit. */
export interface OrderRange {
  readonly first: number;
  readonly count: number | null;
}

export type TrafficDescription =
  | {
      readonly kind: "upload";
      readonly items: 2 | 20;
      readonly orders: OrderRange;
      /** The index of the only merchant; absent: all merchants in turn. */
      readonly merchant?: number;
    }
  | {
      readonly kind: "replace";
      readonly orders: OrderRange;
      readonly items: 2 | 20;
      /** The first replacement is this many seconds plus one later than the first upload. */
      readonly secondsAhead: number;
    }
  | { readonly kind: "verify"; readonly matched: OrderRange; readonly waiting: OrderRange }
  /** Alternately a payment of an uploaded order and one before its upload. */
  | { readonly kind: "payment"; readonly uploaded: OrderRange; readonly fresh: OrderRange }
  /** Payments of uploaded orders only. */
  | { readonly kind: "pay-all"; readonly uploaded: OrderRange }
  /** Shipping information of paid orders. */
  | { readonly kind: "trade-upload"; readonly orders: OrderRange }
  | { readonly kind: "list" }
  | {
      readonly kind: "mix";
      readonly fresh: OrderRange;
      readonly matched: OrderRange;
      readonly waiting: OrderRange;
      /** For its replacements, as above. */
      readonly secondsAhead: number;
    };

export interface GroupResult {
  readonly name: string;
  readonly count: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  readonly p999Ms: number;
  readonly maxMs: number;
  /** Unexpected answers during the entire job: a run with any of them is not a result. */
  readonly failures: number;
  readonly failureSamples: readonly string[];
  /** The number of orders sent from its first range. */
  readonly ordersUsed: number;
  /** The number of payments whose order was uploaded before. */
  readonly paidUploads: number;
  readonly bytesPerAnswer: number;
}

export type GeneratorMessage =
  | { readonly kind: "measuring" }
  | { readonly kind: "measured" }
  | {
      readonly kind: "done";
      readonly groups: readonly GroupResult[];
      /** The generator's share of one processor during the measurement: near 1, it was the bottleneck. */
      readonly generatorCpuShare: number;
    }
  | { readonly kind: "failed"; readonly reason: string };
