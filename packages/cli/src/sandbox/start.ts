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
  /** How many days ago the clock of a new sandbox starts; null or omitted: now. */
  readonly daysAgo?: number | null;
  /** Null: use the stored admin key, or generate one. */
  readonly adminKey: string | null;
  /** Omitted: the sandbox makes its own. */
  readonly sealKey?: string;
  readonly previousSealKey?: string;
  /** The hosts of WeChat Pay's interfaces; empty or omitted: the sandbox does not call WeChat Pay. */
  readonly wechatpayApiUrls?: readonly string[];
  /** How often it asks them; 0: only on demand. */
  readonly reconcileMinutes?: number;
  /** The destination of the log's JSON lines; null: no log. */
  readonly logStream: NodeJS.WritableStream | null;
  readonly terminal: Terminal;
}

/** A running sandbox with an app that can upload. */
export interface Sandbox {
  readonly platform: Dingdan;
  readonly credentials: SandboxCredentials & { readonly app: DemoAppCredentials };
  /** Where the credentials are stored; null: nowhere, as the database is in memory or on a server. */
  readonly file: string | null;
}

/** Starts a sandbox; reuses the credentials of its last start if they are stored. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { host, port, databaseUrl, adminKey, daysAgo = null, logStream, terminal } = options;
  const { sealKey, previousSealKey, wechatpayApiUrls, reconcileMinutes } = options;
  const sealKeys = {
    ...(sealKey === undefined ? {} : { sealKey }),
    ...(previousSealKey === undefined ? {} : { previousSealKey }),
  };
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
      ...sealKeys,
      ...(wechatpayApiUrls === undefined ? {} : { wechatpayApiUrls }),
      ...(reconcileMinutes === undefined ? {} : { reconcileMinutes }),
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
      introduce: (app) => platform.introduce(app),
      terminal,
    });
    return { platform, credentials, file };
  } catch (error) {
    await platform.close();
    throw error;
  }
}
