import type { DueWork } from "../jobs/run-due.js";
import type { DemoApp } from "../pages/demo-app.js";
import type { ServerLimits, ShutdownTimes } from "./server-limits.js";

/** The options with which the platform starts. */
export interface PlatformOptions {
  /** `sqlite:FILE`, `sqlite::memory:` or `postgres://…`. @default "sqlite::memory:" */
  readonly databaseUrl?: string;
  /** @default "127.0.0.1" */
  readonly host?: string;
  /** 0 chooses a free port. @default 0 */
  readonly port?: number;
  /** The operator's key. When omitted, the stored key stays valid, or a new one is made and returned once. */
  readonly adminKey?: string;
  /**
   * Seals the keys of callbacks: 32 random bytes in base64 or hexadecimal. A sandbox makes one when it is
   * omitted. Without one, a third-party platform can have no callback.
   */
  readonly sealKey?: string;
  /** The key before `sealKey`: it opens what it sealed, and that is sealed again with `sealKey`. */
  readonly previousSealKey?: string;
  /** True starts a sandbox, whose clock can be moved ahead. @default false */
  readonly sandbox?: boolean;
  /**
   * The first time of a sandbox's clock; now when omitted. A database whose clock was already moved
   * continues from that time.
   */
  readonly startsAt?: Date;
  /**
   * `running`: a sandbox's clock runs from its first time on. `frozen`: only `advance` moves it, so a
   * test sees the same times however long it takes. @default "running"
   */
  readonly clock?: "running" | "frozen";
  /**
   * How often an app without its own limits may call each interface; further calls are rejected. null:
   * no limit.
   * @default null in a sandbox, 60,000 a minute and 20,000,000 a day elsewhere
   */
  readonly quotas?: { readonly perMinute: number; readonly perDay: number } | null;
  /**
   * The proxies in front whose X-Forwarded-* headers are trusted, for IP whitelists and limits by
   * address: their number, or their networks as `"10.0.0.0/8,loopback"`. True means one proxy.
   * @default false
   */
  readonly trustProxy?: boolean | number | string;
  /**
   * Networks that callbacks of third-party platforms may be in although they are not public: `10.1.0.0/16`,
   * `fd00::/8` or one address. A sandbox calls every address.
   */
  readonly allowCallbackNetworks?: readonly string[];
  /**
   * The address that people open, for links, cookies and redirects: `https://pay.example`, without a path.
   * @default what a trusted proxy reports for the request, else the URL at which the platform listens
   */
  readonly publicUrl?: string;
  /**
   * The hosts of WeChat Pay's interfaces, one or two: the second is asked when the first fails.
   * @default WeChat Pay's main host and its backup; none in a sandbox, which then asks nothing
   */
  readonly wechatpayApiUrls?: readonly string[];
  /**
   * How often, in minutes, WeChat Pay is asked for payments that uploads wait for and for refunds in
   * progress; 0: only on demand. @default 10
   */
  readonly reconcileMinutes?: number;
  /** What clients may take of the server; see docs/operating.md. Each limit that is absent has its default. */
  readonly limits?: Partial<ServerLimits>;
  /**
   * How the platform stops. @default a delay of 1,500 ms, none in a sandbox; a deadline of 10,000 ms
   */
  readonly shutdown?: Partial<ShutdownTimes>;
  /**
   * True starts on a database that may lose acknowledged uploads, such as a PostgreSQL server with
   * `fsync = off`. A sandbox always does. @default false
   */
  readonly allowUnsafeDurability?: boolean;
  /** How many days the request log keeps a call; 0 means no request log. @default 30 */
  readonly requestLogDays?: number;
  /** How many days an event is kept, with its deliveries to webhook endpoints; 5 or more. @default 30 */
  readonly eventDays?: number;
  /**
   * How many days an order is kept after something last happened to it; `ORDER_DAYS_MIN` or more, and not
   * less than `eventDays`. It needs a seal key. null: orders are kept. @default null
   */
  readonly orderDays?: number | null;
  /**
   * Backs up the database at intervals, into files that only the owner can read. null: no backups are made.
   * @default null
   */
  readonly backups?: {
    /** Is created when it is absent. */
    readonly folder: string;
    /** From the begin of one backup to the begin of the next. */
    readonly everyHours: number;
    /** How many backups are kept; 1 or more. */
    readonly keep: number;
  } | null;
  /** Receives the log's JSON lines; null disables the log. @default process.stderr */
  readonly logStream?: NodeJS.WritableStream | null;
  /** How many uploads at most share a commit; 1 commits each separately, to measure the gain of sharing. */
  readonly batchSizeMax?: number;
}

/** A running platform. `await using` closes it at the end of its block. */
export interface Dingdan extends AsyncDisposable {
  /** The URL at which it listens: `http://127.0.0.1:8321`. */
  readonly url: string;
  /** The operator's key: the given one, or a new one; null when a stored key is valid. */
  readonly adminKey: string | null;
  readonly clock: {
    now(): Date;
    /** Moves the clock ahead and does the work that falls due. Rejects outside a sandbox. */
    advance(seconds: number): Promise<{ readonly now: Date } & DueWork>;
  };
  /**
   * Makes an app the one of a sandbox's first page, which shows its credentials only to browsers on this
   * machine. False, and without effect, when they are not its credentials.
   */
  introduce(app: DemoApp): Promise<boolean>;
  /**
   * Answers the requests in progress, then stops, within the shutdown deadline. If storing what is in
   * memory fails, the platform logs that and still stops.
   */
  close(): Promise<void>;
}
