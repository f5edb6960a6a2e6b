import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import type { Engine } from "../storage/migrations.js";

/** What is in a backup: of these, the manifest has the number of rows. */
export const COUNTED_TABLES = ["apps", "uploads", "payments", "refunds", "events"] as const;
export type CountedTable = (typeof COUNTED_TABLES)[number];

/** The description of a backup, in the file `FILE.manifest.json` beside it. */
export interface BackupManifest {
  /** Of this description. */
  readonly format: 1;
  readonly engine: Engine;
  /** Of Dingdan, which made it. */
  readonly dingdan_version: string;
  /** The schema of PostgreSQL that is in it. */
  readonly schema?: string;
  /** The names of the migrations of the database, in their order. */
  readonly migrations: readonly string[];
  /** Whatever was acknowledged before this time is in the backup. */
  readonly begun_at: string;
  readonly ended_at: string;
  /** How many rows of some tables there are. */
  readonly rows: Readonly<Record<CountedTable, number>>;
  readonly bytes: number;
  /** Of the file, in hexadecimal. */
  readonly sha256: string;
}

export const manifestFileOf = (file: string): string => `${file}.manifest.json`;

/** @throws SettingsError when it is absent, or is no manifest */
export function readManifest(file: string): BackupManifest {
  const path = manifestFileOf(file);
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw new SettingsError(
      text(
        `The manifest ${path} cannot be read (${code}): a backup consists of two files. Copy the manifest beside ${file}.`,
        `无法读取清单 ${path}（${code}）：备份由两个文件组成。请将清单复制到 ${file} 旁。`,
      ),
      { cause: error },
    );
  }
  const manifest = parsed(source);
  if (manifest === null) {
    throw new SettingsError(
      text(
        `${path} is not a manifest of a backup that this version of Dingdan knows. Copy it again from where the backup was made.`,
        `${path} 不是此版本 Dingdan 可识别的备份清单。请从备份的原位置重新复制。`,
      ),
    );
  }
  return manifest;
}

function parsed(source: string): BackupManifest | null {
  try {
    const value = JSON.parse(source) as Partial<BackupManifest> | null;
    const { migrations, rows } = value ?? {};
    const isKnown =
      value?.format === 1 &&
      (value.engine === "sqlite" || value.engine === "postgres") &&
      Array.isArray(migrations) &&
      migrations.every((name) => typeof name === "string") &&
      typeof rows === "object" &&
      COUNTED_TABLES.every((table) => typeof rows?.[table] === "number") &&
      [value.begun_at, value.ended_at].every((time) => !Number.isNaN(Date.parse(String(time)))) &&
      [value.dingdan_version, value.sha256].every((one) => typeof one === "string") &&
      typeof value.bytes === "number";
    return isKnown ? (value as BackupManifest) : null;
  } catch {
    return null;
  }
}

/** The SHA-256 of a file, in hexadecimal. @param onBytes is called with the number of bytes read so far */
export async function sha256Of(
  file: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<string> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(piece as Buffer);
    bytes += (piece as Buffer).length;
    onBytes(bytes);
  }
  return hash.digest("hex");
}
