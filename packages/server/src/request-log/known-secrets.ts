import type { RequestRecord } from "../domain/request-record.js";
import { hashSecret } from "../secrets/secret.js";
import { redactedPaths } from "./redact.js";
import { MASK } from "./secret-values.js";

/**
 * An app's secret, wherever it is in the text. Order numbers and nonces have the same form, so a value is
 * masked only when its hash is the stored hash of the caller's secret.
 */
const HEX_32 = /(?<![\da-zA-Z])[\da-f]{32}(?![\da-zA-Z])/g;

/** The texts of a record in which a client can write anything. */
const TEXTS = ["path", "query", "message", "userAgent", "contentType", "body", "reply"] as const;

/** True when a text of the record contains a value that may be an app's secret. */
export const mayHoldAppSecret = (record: RequestRecord): boolean =>
  // `search` ignores the state that a global expression keeps.
  TEXTS.some((name) => (record[name] ?? "").search(HEX_32) !== -1);

/** @param secretHashes of the app and the third-party platform of the call */
export function maskKnownSecrets(
  record: RequestRecord,
  secretHashes: readonly string[],
): RequestRecord {
  const mask = (value: string) => (secretHashes.includes(hashSecret(value)) ? MASK : value);
  const texts = TEXTS.map((name) => [name, record[name]?.replace(HEX_32, mask) ?? null] as const);
  const masked = Object.fromEntries(texts) as Pick<RequestRecord, (typeof TEXTS)[number]>;
  const paths = redactedPaths(record.body, masked.body);
  return { ...record, ...masked, redacted: [...new Set([...record.redacted, ...paths])] };
}
