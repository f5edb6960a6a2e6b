import type { DueWork } from "../jobs/run-due.js";
import type { DemoApp } from "../pages/demo-app.js";

/** How the platform starts. */
export interface PlatformOptions {
  /** `sqlite:FILE`, `sqlite::memory:` or `postgres://…`. @default "sqlite::memory:" */
  readonly databaseUrl?: string;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** 0 takes a free one. @default 0 */
  readonly port?: number;
  /** The operator's key. Left out, the stored one holds, or a new one is made and answered once. */
  readonly adminKey?: string;
  /** Lets the clock be moved ahead. @default false */
  readonly sandbox?: boolean;
  /**
   * The first time of a sandbox's clock; the present when left out. A database whose clock was moved
   * already continues from there.
   */
  readonly startsAt?: Date;
  /**
   * `running`: a sandbox's clock runs from its first time on. `frozen`: it does not run, and `advance`
   * alone moves it, so a test sees the same times however long it takes. @default "running"
   */
  readonly clock?: "running" | "frozen";
  /**
   * How often an app without limits of its own may call each interface; null: without limit.
   * @default null in a sandbox, 60,000 a minute and 20,000,000 a day elsewhere
   */
  readonly quotas?: { readonly perMinute: number; readonly perDay: number } | null;
  /** Believes the X-Forwarded-For of a proxy in front: for IP whitelists. @default false */
  readonly trustProxy?: boolean;
  /** How many days the request log keeps a call; 0 means no request log. @default 30 */
  readonly requestLogDays?: number;
  /** Takes the log's JSON lines; null for none. @default process.stderr */
  readonly logStream?: NodeJS.WritableStream | null;
  /** How many uploads share a commit at most: 1 gives each its own, to measure what sharing is worth. */
  readonly batchSizeMax?: number;
}

/** A running platform. `await using` closes it at the end of its block. */
export interface Dingdan extends AsyncDisposable {
  /** Where it listens: `http://127.0.0.1:8321`. */
  readonly url: string;
  /** The operator's key: the one given, or a new one; null when a stored one holds. */
  readonly adminKey: string | null;
  readonly clock: {
    now(): Date;
    /** Moves the clock ahead and does what falls due. Rejects outside a sandbox. */
    advance(seconds: number): Promise<{ readonly now: Date } & DueWork>;
  };
  /** Shows an app's credentials on a sandbox's first page, to browsers on this machine alone. */
  introduce(app: DemoApp): void;
  /**
   * Answers what is in progress, then stops. What cannot be stored any more is logged; the platform
   * stops all the same, and within 30 seconds.
   */
  close(): Promise<void>;
}
