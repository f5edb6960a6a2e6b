import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { systemErrorCode, UsageError } from "../errors.js";
import { readKeptFile } from "../kept-file.js";
import { TEXTS } from "../texts.js";
import { NOTIFY_TEXTS } from "./notify-texts.js";
import { parseTestKeys, type TestKeys } from "./test-keys.js";

/**
 * Reads the keys from their file; null if there is none.
 * @throws UsageError for a file that cannot be read or has no test keys
 */
export async function readTestKeys(file: string): Promise<TestKeys | null> {
  const source = await readKeptFile(file);
  if (source === null) return null;
  const keys = parseTestKeys(source);
  if ("badPath" in keys) throw new UsageError(NOTIFY_TEXTS.problem.badKeys(file, keys.badPath));
  return keys;
}

/**
 * Writes new keys. Only the owner can read the file, since it has private keys.
 * @throws UsageError when the file exists: the receiver may be configured with its keys
 */
export async function writeTestKeys(file: string, keys: TestKeys): Promise<void> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "EEXIST") throw new UsageError(NOTIFY_TEXTS.problem.keysExist(file));
    if (code !== null) throw new UsageError(TEXTS.input.unwritable(file, code));
    throw error;
  }
}
