import type { Dingdan } from "@dingdan/server";
import { beginning, withServer } from "../platform.js";
import { credentialsFileOf } from "../settings/database.js";
import { withoutPassword } from "../settings/reading.js";
import type { Terminal } from "../terminal/terminal.js";
import { sandboxCredentials } from "./credentials.js";
import {
  type DemoAppCredentials,
  readCredentialsFile,
  type SandboxCredentials,
} from "./credentials-file.js";

export interface SandboxOptions {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** How many days ago its clock begins, the first time; null or left out: now. */
  readonly daysAgo?: number | null;
  /** Null: the kept one holds, or a new one is made. */
  readonly adminKey: string | null;
  /** Takes the log's JSON lines; null for none. */
  readonly logStream: NodeJS.WritableStream | null;
  readonly terminal: Terminal;
}

/** A sandbox that runs, with an app that is ready to upload. */
export interface Sandbox {
  readonly platform: Dingdan;
  readonly credentials: SandboxCredentials & { readonly app: DemoAppCredentials };
  /** Where the credentials are kept; null when nothing is, the database being in memory. */
  readonly file: string | null;
}

/** Starts a sandbox whose credentials are those of its last start, where its database has one. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host, port, databaseUrl, adminKey, daysAgo = null, logStream, terminal } = options;
  const file = credentialsFileOf(databaseUrl);
  const kept = file === null ? null : await readCredentialsFile(file, databaseUrl);
  const wantedKey = adminKey ?? kept?.admin_key;
  const platform = await withServer(({ startPlatform }) =>
    startPlatform({
      host,
      port,
      databaseUrl,
      sandbox: true,
      ...beginning(daysAgo),
      ...(wantedKey === undefined ? {} : { adminKey: wantedKey }),
      logStream,
    }),
  );
  try {
    const credentials = await sandboxCredentials({
      url: platform.url,
      adminKey: wantedKey ?? platform.adminKey,
      databaseUrl: withoutPassword(databaseUrl),
      file,
      kept,
      terminal,
    });
    platform.introduce(credentials.app);
    return { platform, credentials, file };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
