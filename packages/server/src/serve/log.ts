import type { FastifyBaseLogger } from "fastify";
import { type LogFn, pino } from "pino";
import { LineSampler } from "../limits/line-sampler.js";
import { LogTarget, type LostLines } from "../limits/log-target.js";

/** How often the omitted lines are summed up. */
const SUMMARY_INTERVAL_MS = 10_000;

/** The log of a platform: JSON lines. */
export interface PlatformLog {
  readonly log: FastifyBaseLogger;
  /** @param report called for each line that the target did not take, and for each failed write */
  readonly onLoss: (report: (lost: LostLines) => void) => void;
  /** Writes what is in memory, for a moment at most. Never rejects. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the log. Lines about calls, which have a `rid`, are limited to ten a second for each message: any
 * stranger can cause them. Every ten seconds, one line for each message has the number of omitted lines.
 * @param stream receives the lines; null disables the log. `process.stderr` is written without waiting
 */
export function openLog(stream: NodeJS.WritableStream | null): PlatformLog {
  if (stream === null) return SILENT;
  const target = stream === process.stderr ? new LogTarget(process.stderr.fd) : null;
  const sampler = new LineSampler();
  const logMethod = function (
    this: unknown,
    line: Parameters<LogFn>,
    write: (...line: Parameters<LogFn>) => void,
  ): void {
    const [facts, message] = line as [unknown, unknown];
    if (!isAboutCall(facts) || sampler.admits(String(message))) write.apply(this, line);
  };
  const log = pino({ level: "info", hooks: { logMethod } }, target ?? stream);
  const summarize = () => {
    for (const [message, lines] of Object.entries(sampler.takeOmitted())) {
      log.warn({ message, lines }, "more lines with this message were omitted");
    }
  };
  const timer = setInterval(summarize, SUMMARY_INTERVAL_MS).unref();
  return {
    log,
    onLoss: (report) =>
      target?.report(report, (losses) =>
        log.warn({ losses }, "the log target takes lines again; lines before this one are missing"),
      ),
    close: async () => {
      clearInterval(timer);
      summarize();
      await target?.close();
    },
  };
}

const isAboutCall = (facts: unknown): boolean =>
  typeof facts === "object" && facts !== null && "rid" in facts;

const SILENT: PlatformLog = {
  log: pino({ enabled: false }),
  onLoss: () => undefined,
  close: async () => undefined,
};
