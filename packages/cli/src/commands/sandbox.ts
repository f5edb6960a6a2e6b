import { setTimeout } from "node:timers/promises";
import type { ExitCode, Invocation } from "../invocation.js";
import { followSteps, readProgress } from "../sandbox/follow-steps.js";
import { startSandbox } from "../sandbox/start.js";
import { printWelcome } from "../sandbox/welcome.js";
import { type ServeFlags, serveSettings } from "../settings/serve.js";

/** `dingdan sandbox`: runs the platform, with an app that can upload, until a signal stops it. */
export async function sandbox(
  { terminal, environment, stderr, untilServerStopped }: Invocation,
  flags: ServeFlags,
): Promise<ExitCode> {
  const { sandbox: _, ...settings } = serveSettings(flags, environment);
  const stopped = untilServerStopped();
  const { platform, credentials, file } = await startSandbox({
    ...settings,
    logStream: stderr,
    terminal,
  });
  const following = new AbortController();
  try {
    terminal.json({ url: platform.url, adminKey: credentials.admin_key });
    const { url } = platform;
    const read = () => readProgress(url, terminal.language);
    const progress = await read();
    printWelcome(terminal, {
      url,
      credentials,
      file,
      isInMemory: settings.databaseUrl === "sqlite::memory:",
      progress,
    });
    // Lines that come by themselves are for a person who watches.
    if (terminal.out.isTty && progress !== null) {
      const pause = () => setTimeout(1_000, true, { signal: following.signal, ref: false });
      void followSteps({ terminal, progress, read, pause });
    }
    await stopped;
  } finally {
    following.abort();
    await platform.close();
  }
  return 0;
}
