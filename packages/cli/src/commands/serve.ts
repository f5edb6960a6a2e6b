import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { beginning, withServer } from "../platform.js";
import { type ServeFlags, serveSettings } from "../settings.js";
import { TEXTS } from "../texts.js";

/** `dingdan serve`: the platform, until a signal stops it. */
export async function serve(
  { terminal, environment, stderr, untilStopped }: Invocation,
  flags: ServeFlags,
): Promise<ExitCode> {
  const { adminKey, daysAgo, ...settings } = serveSettings(flags, environment);
  if (daysAgo !== null && !settings.sandbox) {
    throw new UsageError(TEXTS.settings.daysAgoNeedsSandbox);
  }
  // Listened for from here on: a signal that comes while the platform starts is not lost.
  const stopped = untilStopped();
  const platform = await withServer(({ startPlatform }) =>
    startPlatform({
      ...settings,
      ...beginning(daysAgo),
      ...(adminKey === null ? {} : { adminKey }),
      logStream: stderr,
    }),
  );
  // A key that was given is known to whoever gave it, and need not stand in a log.
  terminal.json({ url: platform.url, adminKey: adminKey === null ? platform.adminKey : null });
  await stopped;
  await platform.close();
  return 0;
}
