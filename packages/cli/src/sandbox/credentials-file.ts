import { mkdir, rename, writeFile } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { isObject } from "@dingdan/contract";
import { systemErrorCode, UsageError } from "../errors.js";
import { jsonObjectOf, readKeptFile } from "../kept-file.js";
import { sqliteFileOf } from "../settings/database.js";
import { TEXTS } from "../texts.js";

/** The credentials of a sandbox, as its file stores them. */
export interface SandboxCredentials {
  /** The name of their database file, which is in the same folder. */
  readonly database: string | null;
  readonly admin_key: string;
  /** Null until the demo app is registered. */
  readonly app: DemoAppCredentials | null;
}

export interface DemoAppCredentials {
  readonly appid: string;
  readonly mchid: string;
  readonly secret: string;
}

/** The stored credentials of a database; null if there are none. */
export async function readCredentialsFile(
  file: string,
  databaseUrl: string,
): Promise<SandboxCredentials | null> {
  const source = await readKeptFile(file);
  if (source === null) return null;
  const credentials = parseCredentials(source);
  if (credentials === null) throw new UsageError(TEXTS.sandbox.badFile(file));
  const { database } = credentials;
  if (database !== null && database !== databaseNameOf(databaseUrl)) {
    throw new UsageError(TEXTS.sandbox.otherDatabase(file, database));
  }
  return credentials;
}

/** Writes the file atomically; only its owner can read it, at any time. */
export async function writeCredentialsFile(
  file: string,
  credentials: SandboxCredentials,
): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
    await rename(draft, file);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code !== null) throw new UsageError(TEXTS.input.unwritable(file, code));
    throw error;
  }
}

export function databaseNameOf(databaseUrl: string): string | null {
  const file = sqliteFileOf(databaseUrl);
  return file === null ? null : basename(file);
}

function parseCredentials(source: string): SandboxCredentials | null {
  const value = jsonObjectOf(source);
  if (value === null) return null;
  const { database, admin_key: adminKey, app } = value;
  if (typeof adminKey !== "string" || adminKey === "") return null;
  if (database !== null && typeof database !== "string") return null;
  if (app === null) return { database, admin_key: adminKey, app };
  if (!isObject(app)) return null;
  const { appid, mchid, secret } = app;
  if (![appid, mchid, secret].every((part) => typeof part === "string" && part !== "")) return null;
  return { database, admin_key: adminKey, app: { appid, mchid, secret } as DemoAppCredentials };
}
