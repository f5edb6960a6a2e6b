import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { sandboxCredentials } from "../sandbox/credentials.js";
import { readCredentialsFile } from "../sandbox/credentials-file.js";
import { printWelcome } from "../sandbox/welcome.js";
import { credentialsFileOf, type ServeFlags, serveSettings } from "../settings.js";

/** `dingdan sandbox`: the platform with an app that is ready to upload, until a signal stops it. */
export async function sandbox(
  { terminal, environment, stderr, untilStopped }: Invocation,
  flags: ServeFlags,
): Promise<ExitCode> {
  const { host, port, databaseUrl, adminKey } = serveSettings(flags, environment);
  const file = credentialsFileOf(databaseUrl);
  const kept = file === null ? null : await readCredentialsFile(file, databaseUrl);
  const wantedKey = adminKey ?? kept?.admin_key;
  const stopped = untilStopped();
  const platform = await withServer(({ startPlatform }) =>
    startPlatform({
      host,
      port,
      databaseUrl,
      sandbox: true,
      ...(wantedKey === undefined ? {} : { adminKey: wantedKey }),
      logStream: stderr,
    }),
  );
  try {
    const credentials = await sandboxCredentials({
      url: platform.url,
      adminKey: wantedKey ?? platform.adminKey,
      databaseUrl,
      file,
      kept,
      terminal,
    });
    terminal.json({ url: platform.url, adminKey: credentials.admin_key });
    printWelcome(terminal, platform.url, credentials, file);
    await stopped;
  } finally {
    await platform.close();
  }
  return 0;
}
