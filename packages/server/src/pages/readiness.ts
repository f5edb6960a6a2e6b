import { type Text, text } from "@dingdan/contract";
import type { FastifyBaseLogger } from "fastify";
import type { Store } from "../storage/store.js";
import { within } from "../within.js";

/** A check that does not end within this time has failed. */
const CHECK_TIMEOUT_MS = 1_000;
/**
 * How long a result is reused, so that any number of probes causes few checks. With the time of a check,
 * a failure is seen within 1.5 seconds.
 */
const KEPT_MS = 400;
/** While the platform is not ready, a log line repeats the cause after this time. */
const LOG_AGAIN_MS = 60_000;

/** Whether the database can be read and written: `no_answer` means that it did not reply in time. */
export type CheckState = "ok" | "failed" | "no_answer";

export interface ReadinessReport {
  readonly isReady: boolean;
  readonly checks: { readonly reader: CheckState; readonly writer: CheckState };
  /** What an operator checks next; null when the platform is ready. */
  readonly next: Text | null;
}

type CheckName = keyof ReadinessReport["checks"];

/**
 * Checks whether the platform can serve: that its database can be read, and that it can commit. Anyone
 * may ask, so there is one check at a time and its result is kept for a moment.
 */
export class Readiness {
  readonly #checks: Readonly<Record<CheckName, () => Promise<void>>>;
  readonly #log: Pick<FastifyBaseLogger, "error" | "info">;
  readonly #nowMs: () => number;
  /** The checks that have not ended. One that hangs is asked again only after it has ended. */
  readonly #pending = new Map<CheckName, Promise<void>>();
  #kept: { readonly report: Promise<ReadinessReport>; untilMs: number } | null = null;
  #isReady = true;
  #loggedAtMs = 0;

  /** @param nowMs a monotonic clock; not the platform's clock, which a sandbox moves */
  constructor(
    store: Pick<Store, "checkRead" | "checkWrite">,
    log: Pick<FastifyBaseLogger, "error" | "info">,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#checks = { reader: () => store.checkRead(), writer: () => store.checkWrite() };
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** Never rejects, and resolves within about a second. */
  report(): Promise<ReadinessReport> {
    if (this.#kept === null || this.#nowMs() >= this.#kept.untilMs) {
      const kept = { report: this.#check(), untilMs: Number.POSITIVE_INFINITY };
      this.#kept = kept;
      void kept.report.then(() => (kept.untilMs = this.#nowMs() + KEPT_MS));
    }
    return this.#kept.report;
  }

  async #check(): Promise<ReadinessReport> {
    const faults: Partial<Record<CheckName, unknown>> = {};
    const [reader, writer] = await Promise.all(
      (["reader", "writer"] as const).map(async (name): Promise<CheckState> => {
        try {
          await within(this.#run(name), CHECK_TIMEOUT_MS, `the check of the database's ${name}`);
          return "ok";
        } catch (fault) {
          faults[name] = fault;
          return this.#pending.has(name) ? "no_answer" : "failed";
        }
      }),
    );
    const checks = { reader: reader as CheckState, writer: writer as CheckState };
    const isReady = reader === "ok" && writer === "ok";
    this.#logChange(isReady, checks, faults);
    return { isReady, checks, next: isReady ? null : nextStepOf(checks) };
  }

  #run(name: CheckName): Promise<void> {
    const pending = this.#pending.get(name);
    if (pending !== undefined) return pending;
    const run = this.#checks[name]().finally(() => this.#pending.delete(name));
    this.#pending.set(name, run);
    return run;
  }

  #logChange(
    isReady: boolean,
    checks: ReadinessReport["checks"],
    faults: Partial<Record<CheckName, unknown>>,
  ): void {
    const nowMs = this.#nowMs();
    const isChange = isReady !== this.#isReady;
    this.#isReady = isReady;
    if (isReady) {
      if (isChange) this.#log.info({ checks }, "ready again");
      return;
    }
    if (!isChange && nowMs - this.#loggedAtMs < LOG_AGAIN_MS) return;
    this.#loggedAtMs = nowMs;
    this.#log.error({ err: faults.reader ?? faults.writer, checks }, "not ready");
  }
}

function nextStepOf({ reader }: ReadinessReport["checks"]): Text {
  return reader === "ok" ? WRITER_NEXT : READER_NEXT;
}

const READER_NEXT = text(
  "The database cannot be read. Check that it runs and can be reached, and that its tables and the rights of its user are complete; the log line `not ready` has the cause.",
  "数据库无法读取。请检查数据库是否运行、是否可以连接、表与用户权限是否完整；原因见日志 `not ready`。",
);

const WRITER_NEXT = text(
  "The database cannot be written; reads still work. Check the free disk space, whether the disk or the server is read-only, whether another program locks the database, and whether its file was moved or replaced; the log line `not ready` has the cause.",
  "数据库无法写入，读取仍然正常。请检查剩余磁盘空间、磁盘或服务器是否只读、是否有其他程序锁定数据库、数据库文件是否被移动或替换；原因见日志 `not ready`。",
);
