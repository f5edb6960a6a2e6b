import { OPERATIONS } from "@dingdan/contract";
import type { RequestRecord } from "../domain/request-record.js";
import { hashSecret } from "../secrets/secret.js";
import { maskReadings, type Reading, readingsOf, type Span } from "./readings.js";
import { redactedPaths } from "./redact.js";
import { MASK } from "./secret-values.js";

/** Digits that contain an app's secret, perhaps with other digits around it. */
const HEX_RUN = /[\da-f]{32,}/gi;
const SECRET_LENGTH = 32;
/** How many values of a record are compared, about a millisecond of work. Further runs are masked. */
const COMPARISONS_MAX = 1_000;

/** The texts of a record in which a client can write anything. */
const TEXTS = [
  "path",
  "query",
  "fault",
  "message",
  "userAgent",
  "contentType",
  "body",
  "reply",
] as const;

/** An appid, or the appid of a third-party platform. */
const APPID = /(?<![\da-z])wx[\da-z]{10,30}(?![\da-z])/gi;
/** A call for a token names one app; a mistake may add others. */
const APPIDS_MAX = 4;

/** True when a text of the record contains a value that may be an app's secret. */
export const mayHoldAppSecret = (record: RequestRecord): boolean =>
  [...TEXTS, "orderKey" as const].some((name) =>
    // `search` ignores the state that a global expression keeps.
    readingsOf(record[name] ?? "").some(({ text }) => text.search(HEX_RUN) !== -1),
  );

/** The appids that a call names, in whatever parameter: calls for a token have no other app. */
export function namedAppids({ path, query, body }: RequestRecord): string[] {
  const found = [query, body, path].flatMap((value) =>
    readingsOf(value).flatMap(({ text }) => text.match(APPID) ?? []),
  );
  return [...new Set(found)].slice(0, APPIDS_MAX);
}

/**
 * Masks app secrets, wherever they are in a record. Order numbers and nonces have the same form, so a
 * value is masked only when its hash is the stored hash of one of the secrets. A call that asks for a token
 * has no order number: there, every value of this form is masked, wrong and former secrets included.
 * @param secretHashes of the apps and the third-party platforms of the call
 */
export function maskKnownSecrets(
  record: RequestRecord,
  secretHashes: ReadonlySet<string>,
): RequestRecord {
  const comparisons = { hashes: secretHashes, left: takesSecret(record) ? 0 : COMPARISONS_MAX };
  const find = ({ text }: Reading) => secretSpans(text, comparisons);
  const mask = (value: string) => maskReadings(value, find);
  const texts = TEXTS.map((name) => {
    const value = record[name];
    return [name, value === null ? null : mask(value)] as const;
  });
  const masked = Object.fromEntries(texts) as Pick<RequestRecord, (typeof TEXTS)[number]>;
  const paths = redactedPaths(record.body, masked.body);
  const { orderKey } = record;
  return {
    ...record,
    ...masked,
    diagnoses: record.diagnoses.map((diagnosis) => ({
      ...diagnosis,
      values: Object.fromEntries(
        Object.entries(diagnosis.values).map(([name, value]) => [name, mask(value)]),
      ),
    })),
    redacted: [...new Set([...record.redacted, ...paths].map(mask))],
    // An order cannot be found by a secret.
    orderKey: orderKey !== null && mask(orderKey) !== orderKey ? null : orderKey,
  };
}

const takesSecret = ({ operation }: RequestRecord) =>
  operation !== null && OPERATIONS[operation].credential === "none";

function* secretSpans(
  text: string,
  comparisons: { readonly hashes: ReadonlySet<string>; left: number },
): Generator<Span> {
  for (const { index, 0: run } of text.matchAll(HEX_RUN)) {
    const count = run.length - SECRET_LENGTH + 1;
    if (comparisons.left < count) {
      yield { start: index, end: index + run.length, mask: MASK };
      continue;
    }
    if (comparisons.hashes.size === 0) continue;
    comparisons.left -= count;
    // A secret may follow another digit: `codeSECRET`.
    for (let at = 0; at < count; at++) {
      const value = run.slice(at, at + SECRET_LENGTH).toLowerCase();
      if (!comparisons.hashes.has(hashSecret(value))) continue;
      yield { start: index + at, end: index + at + SECRET_LENGTH, mask: MASK };
    }
  }
}
