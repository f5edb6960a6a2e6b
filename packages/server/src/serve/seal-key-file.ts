import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { SettingsError } from "../settings-error.js";
import { parseSealKey, SEAL_KEY_BYTES } from "./seal-key.js";

/** The file of a sandbox's seal key: `dingdan.db.seal-key`. */
export const sealKeyFileOf = (databaseFile: string): string => `${databaseFile}.seal-key`;

/**
 * The seal key of a sandbox on a SQLite file. The first start makes it; only its owner can read the file.
 * @throws SettingsError when the file cannot be read or written
 */
export function keyBesideDatabase(databaseFile: string): Buffer {
  const file = sealKeyFileOf(databaseFile);
  const found = read(file);
  if (found !== null) return parseSealKey(found, file);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, `${randomBytes(SEAL_KEY_BYTES).toString("base64")}\n`, { mode: 0o600 });
    // Fails when another process has made the key in the meantime; no process sees half a key.
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw unusable(file, error);
  } finally {
    rmSync(draft, { force: true });
  }
  return parseSealKey(read(file) ?? "", file);
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw unusable(file, error);
  }
}

const unusable = (file: string, error: unknown) =>
  new SettingsError(
    `The seal key ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}. Check the file and its permissions.`,
    { cause: error },
  );
