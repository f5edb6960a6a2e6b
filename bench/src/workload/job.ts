/** What the load generator is told to do. Everything here is JSON: it is a process of its own. */
export interface Job {
  readonly port: number;
  readonly adminKey: string;
  /** By the merchant's index. */
  readonly accessTokens: readonly string[];
  /** Of the buyers whose lists are read; empty where no list is asked for. */
  readonly sessions: readonly string[];
  /** Whether answers tell what is stored; a server without a store is only asked for status 200. */
  readonly hasState: boolean;
  readonly groups: readonly Group[];
  readonly warmupMs: number;
  readonly durationMs: number;
  /** Ends when the ranges are used up instead of after a time: to prepare what a run needs. */
  readonly untilUsedUp?: true;
}

/** Connections that do the same, with figures of their own. */
export interface Group {
  readonly name: string;
  readonly connections: number;
  readonly traffic: TrafficDescription;
}

/** Orders from the first on; `count` null means as many as it takes. */
export interface OrderRange {
  readonly first: number;
  readonly count: number | null;
}

export type TrafficDescription =
  | {
      readonly kind: "upload";
      readonly items: 2 | 20;
      readonly orders: OrderRange;
      /** One merchant alone, by its index; else all in turn. */
      readonly merchant?: number;
    }
  | {
      readonly kind: "replace";
      readonly orders: OrderRange;
      readonly items: 2 | 20;
      /** How much later than the first upload the first replacement is, less one. */
      readonly secondsAhead: number;
    }
  | { readonly kind: "verify"; readonly matched: OrderRange; readonly waiting: OrderRange }
  /** In turn one of an uploaded order and one that comes before its upload. */
  | { readonly kind: "payment"; readonly uploaded: OrderRange; readonly fresh: OrderRange }
  /** Payments of the uploaded orders alone. */
  | { readonly kind: "pay-all"; readonly uploaded: OrderRange }
  | { readonly kind: "list" }
  | {
      readonly kind: "mix";
      readonly fresh: OrderRange;
      readonly matched: OrderRange;
      readonly waiting: OrderRange;
      /** Of its replacements, as above. */
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
  /** Answers other than the expected, over the whole job: a run with any is no result. */
  readonly failures: number;
  readonly failureSamples: readonly string[];
  /** How many orders of its first range were sent. */
  readonly ordersUsed: number;
  /** Of payments, those whose order was uploaded before. */
  readonly paidUploads: number;
  readonly bytesPerAnswer: number;
}

export type GeneratorMessage =
  | { readonly kind: "measuring" }
  | { readonly kind: "measured" }
  | {
      readonly kind: "done";
      readonly groups: readonly GroupResult[];
      /** The generator's own use of a processor while it measured: near 1 it was the limit. */
      readonly generatorCpuShare: number;
    }
  | { readonly kind: "failed"; readonly reason: string };
