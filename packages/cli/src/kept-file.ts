import { readFile } from "node:fs/promises";
import { isObject, type Unchecked } from "@dingdan/contract";
import { systemErrorCode, UsageError } from "./errors.js";
import { TEXTS } from "./texts.js";

/**
 * The text of a file in which the command line keeps keys or credentials; null if there is none.
 * @throws UsageError for a file that cannot be read
 */
export async function readKeptFile(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT") return null;
    if (code !== null) throw new UsageError(TEXTS.input.unreadable(file, code));
    throw error;
  }
}

/** The JSON object of a text; null for any other text. */
export function jsonObjectOf(source: string): Unchecked | null {
  try {
    const value: unknown = JSON.parse(source);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
