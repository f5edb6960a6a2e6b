import cluster from "node:cluster";
import { setTimeout } from "node:timers/promises";
import type { Dingdan } from "@dingdan/server";
import { LogTarget } from "@dingdan/server/log-target";
import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { beginning, withServer } from "../platform.js";
import { type Listening, Workers } from "../serve/workers.js";
import { sourceOf } from "../settings/reading.js";
import { type ServeFlags, type ServeSettings, serveSettings } from "../settings/serve.js";
import { TEXTS } from "../texts.js";

/** The default of `--shutdown-deadline-ms`. */
const SHUTDOWN_DEADLINE_MS = 10_000;
/** How long after its deadline a worker may take to exit. */
const EXIT_GRACE_MS = 2_000;

/** `dingdan serve`: runs the platform until a signal stops it. */
export async function serve(invocation: Invocation, flags: ServeFlags): Promise<ExitCode> {
  const settings = serveSettings(flags, invocation.environment);
  if (settings.daysAgo !== null && !settings.sandbox) {
    const name = sourceOf(flags.daysAgo, "--days-ago", "DINGDAN_SANDBOX_DAYS_AGO");
    throw new UsageError(TEXTS.settings.daysAgoNeedsSandbox(name));
  }
  // Listen now, so that a signal during the start is not lost.
  const stopped = invocation.untilServerStopped();
  if (cluster.worker !== undefined) return serveAsWorker(cluster.worker, invocation, settings);
  if (settings.workers > 1) {
    warnOfShownSecrets(invocation, settings);
    return serveWithWorkers(invocation, settings, stopped);
  }
  warnOfShownSecrets(invocation, settings);
  const platform = await startUnlessStopped(invocation, settings, stopped);
  if (platform === null) return 0;
  invocation.terminal.json(firstLine(platform, settings));
  await stopped;
  await platform.close();
  return 0;
}

/**
 * Starts the platform. When it is stopped before it listens, for example while it waits for another
 * process that migrates, it does not wait for the end of its start any longer than it may take to stop.
 * @returns null when it was stopped
 */
async function startUnlessStopped(
  invocation: Invocation,
  settings: ServeSettings,
  stopped: Promise<void>,
): Promise<Dingdan | null> {
  const starting = start(invocation, settings);
  const deadlineMs = (settings.shutdown.deadlineMs ?? SHUTDOWN_DEADLINE_MS) / 2;
  const waited = new AbortController();
  const gaveUp = stopped.then(async () => {
    await setTimeout(deadlineMs, null, { signal: waited.signal });
    return null;
  });
  try {
    return await Promise.race([starting, gaveUp]);
  } finally {
    gaveUp.catch(() => {});
    waited.abort();
  }
}

/** A warning in the log for each secret on the command line, which every user of the machine can read. */
function warnOfShownSecrets(
  { stderr }: Invocation,
  { sandbox, shownSecrets }: ServeSettings,
): void {
  if (sandbox) return;
  for (const flag of shownSecrets) {
    const variable = flag === "--admin-key" ? "DINGDAN_ADMIN_KEY" : "DINGDAN_DATABASE_URL";
    const msg = `${flag} shows a secret in the list of processes: use ${variable}_FILE or ${variable}`;
    stderr.write(`${JSON.stringify({ level: 40, time: Date.now(), msg })}\n`);
  }
}

function start(
  { stderr }: Invocation,
  { adminKey, daysAgo, ...settings }: ServeSettings,
): Promise<Dingdan> {
  return withServer(({ startPlatform }) =>
    startPlatform({
      ...settings,
      ...beginning(daysAgo),
      ...(adminKey === null ? {} : { adminKey }),
      logStream: stderr,
    }),
  );
}

// The operator who sets a key knows it, so it is kept out of logs.
const firstLine = (platform: Dingdan, { adminKey }: ServeSettings): Listening => ({
  url: platform.url,
  adminKey: adminKey === null ? platform.adminKey : null,
});

async function serveWithWorkers(
  { terminal, stderr }: Invocation,
  { workers: count, shutdown }: ServeSettings,
  stopped: Promise<void>,
): Promise<ExitCode> {
  // The replacement of workers must not wait for a reader of standard error.
  const log = stderr === process.stderr ? new LogTarget(process.stderr.fd) : stderr;
  const workers = new Workers((pid, how) => {
    const msg = `worker exited (${how}); starting another one`;
    log.write(`${JSON.stringify({ level: 40, time: Date.now(), worker: pid, msg })}\n`);
  });
  const listening = await Promise.race([workers.start(count), stopped]);
  if (listening === null) return 2;
  // Stopped before the workers listen: they stop in the same way.
  if (listening !== undefined) {
    terminal.json(listening);
    await stopped;
  }
  await workers.stop((shutdown.deadlineMs ?? SHUTDOWN_DEADLINE_MS) + EXIT_GRACE_MS);
  if (log instanceof LogTarget) await log.close();
  return 0;
}

async function serveAsWorker(
  worker: NonNullable<typeof cluster.worker>,
  invocation: Invocation,
  settings: ServeSettings,
): Promise<ExitCode> {
  // Ctrl+C reaches every process of a terminal, so a worker ignores it: the parent stops the workers.
  const stopped = new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    // The parent process has ended, so no process would stop this one.
    worker.once("disconnect", resolve);
  });
  const platform = await startUnlessStopped(invocation, settings, stopped);
  if (platform !== null) {
    worker.send(firstLine(platform, settings));
    await stopped;
    await platform.close();
  }
  worker.disconnect();
  return 0;
}
