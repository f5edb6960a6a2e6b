import { EXAMPLE_APPID, EXAMPLE_PAYMENT } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { RefusalError, UsageError } from "../errors.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import {
  type DemoAppCredentials,
  databaseNameOf,
  type SandboxCredentials,
  writeCredentialsFile,
} from "./credentials-file.js";

export interface SandboxParts {
  readonly url: string;
  /** Null: the database has an admin key that is not known here. */
  readonly adminKey: string | null;
  /** Without the password, because it is printed. */
  readonly databaseUrl: string;
  /** Null: the credentials are not stored, because the database is in memory or on a server. */
  readonly file: string | null;
  readonly kept: SandboxCredentials | null;
  /** Makes an app the sandbox's demo app; false when its secret is another. */
  readonly introduce: (app: DemoAppCredentials) => Promise<boolean>;
  readonly terminal: Terminal;
}

/**
 * The credentials of a running sandbox: the stored ones, or new ones, which are then stored. Registers
 * the demo app if there is none, opens it for uploads, and introduces it.
 * @throws UsageError when the database has credentials that the file does not contain
 */
export async function sandboxCredentials(
  parts: SandboxParts,
): Promise<SandboxCredentials & { readonly app: DemoAppCredentials }> {
  const { url, adminKey, databaseUrl, file, kept, introduce, terminal } = parts;
  if (adminKey === null) throw new UsageError(TEXTS.sandbox.keyUnknown(databaseUrl, file));
  const keep = async (app: DemoAppCredentials | null) => {
    const credentials = { database: databaseNameOf(databaseUrl), admin_key: adminKey, app };
    if (file !== null) await writeCredentialsFile(file, credentials);
  };
  // Stored first, so that the sandbox can start again after an interruption at any point.
  if (kept?.admin_key !== adminKey) await keep(kept?.app ?? null);

  const admin = new AdminClient({ url, adminKey }, terminal);
  let app = kept?.app ?? null;
  if (!(await hasDemoApp(admin, parts))) {
    app = await registerDemoApp(admin);
    await keep(app);
  }
  if (app === null || !(await introduce(app))) {
    throw new UsageError(TEXTS.sandbox.secretUnknown(EXAMPLE_APPID, databaseUrl, file));
  }
  return { database: databaseNameOf(databaseUrl), admin_key: adminKey, app };
}

async function hasDemoApp(admin: AdminClient, parts: SandboxParts): Promise<boolean> {
  try {
    await admin.call("getApp", { appid: EXAMPLE_APPID });
    return true;
  } catch (error) {
    if (!(error instanceof RefusalError) || error.refusal.interface !== "admin") throw error;
    if (error.refusal.status === 404) return false;
    if (error.refusal.status !== 401) throw error;
    throw new UsageError(TEXTS.sandbox.keyUnknown(parts.databaseUrl, parts.file));
  }
}

async function registerDemoApp(admin: AdminClient): Promise<DemoAppCredentials> {
  const appid = EXAMPLE_APPID;
  const { mchid } = EXAMPLE_PAYMENT;
  const name = TEXTS.demo.merchantName.en;
  const { secret } = await admin.call("createApp", {
    body: { appid, name, kind: "mini_program", mchids: [mchid] },
  });
  await admin.call("signAgreement", { appid });
  await admin.call("setPermission", { appid, body: { state: "open" } });
  return { appid, mchid, secret };
}
