import type { RequestRecord } from "../domain/request-record.js";
import type { Sealer } from "../secrets/seal.js";
import { type MaskedOpenid, maskOpenids, masksOf, readOpenid, restoreOpenids } from "./openids.js";

/** Separates the hashes of openids from those of other values. */
const PURPOSE = "openid";

/** The texts of a record that a replay sends again. */
interface SealedOpenids {
  readonly body: readonly MaskedOpenid[];
  readonly query: readonly MaskedOpenid[];
}

/**
 * The record as it is stored: its openids are masked, and sealed beside it for a replay. Without a seal
 * key, the openids are lost.
 */
export function withoutOpenids(record: RequestRecord, sealer: Sealer): RequestRecord {
  const body = maskOpenids(record.body);
  const query = maskOpenids(record.query);
  const [inBody] = body.found;
  const openid =
    inBody === undefined ? query.found[0]?.[1] : (payersOpenid(record.body) ?? inBody[1]);
  const mask = (value: string) => maskOpenids(value).text;
  const shown = {
    ...record,
    body: body.text,
    query: query.text,
    path: mask(record.path),
    fault: mask(record.fault),
    message: mask(record.message),
    userAgent: record.userAgent && mask(record.userAgent),
    contentType: record.contentType && mask(record.contentType),
    reply: mask(record.reply),
    redacted: record.redacted.map(mask),
    // An order cannot be found by an openid.
    orderKey:
      record.orderKey !== null && mask(record.orderKey) === record.orderKey
        ? record.orderKey
        : null,
    diagnoses: record.diagnoses.map((diagnosis) => ({
      ...diagnosis,
      values: Object.fromEntries(
        Object.entries(diagnosis.values).map(([name, value]) => [name, mask(value)]),
      ),
    })),
  } as RequestRecord;
  if (openid === undefined) return shown;
  if (sealer.fault !== null) return { ...shown, sealedOpenids: "" };
  const sealed: SealedOpenids = { body: body.found, query: query.found };
  return {
    ...shown,
    openidHash: sealer.hash(readOpenid(openid), PURPOSE),
    sealedOpenids: sealer.seal(JSON.stringify(sealed), placeOf(record)),
  };
}

const PAYER = /"pay(?:er)?"\s*:\s*\{[^{}]{0,500}?"openid"\s*:\s*"([^"]{1,800})"/;

/** A call is found by one openid: the payer's, before any other that is in a link or in the query. */
const payersOpenid = (body: string): string | undefined => PAYER.exec(body)?.[1];

/** The record as it was sent, with its openids; null when they are not kept or cannot be opened. */
export function withOpenids(record: RequestRecord, sealer: Sealer): RequestRecord | null {
  const { body, query } = record;
  const found = openedOpenids(record, sealer);
  return (
    found && {
      ...record,
      body: restoreOpenids({ text: body, found: found.body }),
      query: restoreOpenids({ text: query, found: found.query }),
    }
  );
}

/**
 * The record with a corrected body, in which each mask of an openid means the openid that it had in the
 * logged body; null when they are not kept or cannot be opened.
 */
export function withBody(
  record: RequestRecord,
  corrected: string,
  sealer: Sealer,
): RequestRecord | null {
  const found = openedOpenids(record, sealer);
  if (found === null) return null;
  let body = corrected;
  for (const [mask, openid] of masksOf({ text: record.body, found: found.body })) {
    body = body.replaceAll(mask, () => openid);
  }
  const query = restoreOpenids({ text: record.query, found: found.query });
  return { ...record, body, query, bodyBytes: Buffer.byteLength(body) };
}

/** The openids of a logged call, each once; none when they are not kept or cannot be opened. */
export function openidsOf(record: SealedRecord, sealer: Sealer): readonly string[] {
  const { body = [], query = [] } = openedOpenids(record, sealer) ?? {};
  return [...new Set([...body, ...query].map(([, openid]) => readOpenid(openid)))];
}

type SealedRecord = Pick<RequestRecord, "rid" | "sealedOpenids">;

function openedOpenids(record: SealedRecord, sealer: Sealer): SealedOpenids | null {
  const { sealedOpenids } = record;
  if (sealedOpenids === null) return { body: [], query: [] };
  const opened = sealer.open(sealedOpenids, placeOf(record));
  return opened.kind === "opened" ? (JSON.parse(opened.value) as SealedOpenids) : null;
}

/** The hashes under which calls with this openid are stored. */
export const openidHashes = (openid: string, sealer: Sealer): string[] =>
  sealer.hashes(openid, PURPOSE);

const placeOf = ({ rid }: SealedRecord) => `requests/${rid}/sealed_openids`;
