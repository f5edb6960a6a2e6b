import { readFileSync } from "node:fs";
import { text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import type { Tombstone } from "../storage/buyer-data-store.js";

/** The erasures of an installation. It names no buyer: their hashes are keyed, and the key is sealed. */
export interface ErasureList {
  /** The keys of the hashes, sealed with the seal key of the installation; null before the first erasure. */
  readonly sealedKeys: string | null;
  readonly erasures: readonly Tombstone[];
}

interface ListFile {
  readonly format?: unknown;
  readonly sealed_keys?: unknown;
  readonly erasures?: readonly {
    readonly appid?: unknown;
    readonly buyer_hash?: unknown;
    readonly erased_at?: unknown;
  }[];
}

/**
 * Reads what `dingdan buyers erasures --export FILE` has written.
 * @throws SettingsError for another file
 */
export function readErasureList(file: string): ErasureList {
  const list = parsed(file);
  if (list !== null) return list;
  throw new SettingsError(
    text(
      `${file} is not a list of erasures. Make it with: dingdan buyers erasures --export FILE.`,
      `${file} 不是删除记录清单。请用以下命令生成：dingdan buyers erasures --export FILE。`,
    ),
  );
}

function parsed(file: string): ErasureList | null {
  let list: ListFile;
  try {
    list = JSON.parse(readFileSync(file, "utf8")) as ListFile;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw new SettingsError(
      text(
        `${file} cannot be read (${(error as NodeJS.ErrnoException).code}). Check the path of --erasures.`,
        `无法读取 ${file}（${(error as NodeJS.ErrnoException).code}）。请检查 --erasures 的路径。`,
      ),
      { cause: error },
    );
  }
  const { format, sealed_keys: sealedKeys = null, erasures } = list ?? {};
  if (format !== 1 || !Array.isArray(erasures)) return null;
  if (sealedKeys !== null && typeof sealedKeys !== "string") return null;
  if (erasures.some((one) => typeof one !== "object" || one === null)) return null;
  const read = erasures.map(({ appid, buyer_hash: buyerHash, erased_at: erasedAt }) => ({
    appid,
    buyerHash,
    erasedAtMs: Date.parse(String(erasedAt)),
  }));
  const isWhole = read.every(
    ({ appid, buyerHash, erasedAtMs }) =>
      typeof appid === "string" && HASH.test(String(buyerHash)) && !Number.isNaN(erasedAtMs),
  );
  return isWhole ? { sealedKeys, erasures: read } : null;
}

/** HMAC-SHA-256 in base64url. Another text would fit no buyer, and erase none. */
const HASH = /^[\w-]{43}$/;
