import type { ExitCode, Invocation } from "../invocation.js";
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
  try {
    terminal.json({ url: platform.url, adminKey: credentials.admin_key });
    printWelcome(terminal, {
      url: platform.url,
      credentials,
      file,
      isInMemory: settings.databaseUrl === "sqlite::memory:",
    });
    await stopped;
  } finally {
    await platform.close();
  }
  return 0;
}
