import { hash as digest } from "node:crypto";
import { canonical } from "../canonical-json.js";
import type { AuditDraft, AuditEntry, AuditPlace, AuditRow } from "./audit-entry.js";

/** The hash of an entry: SHA-256 over the hash before it, a line break and the entry's canonical JSON. */
export const auditHash = (previousHash: string, entry: string): string =>
  digest("sha256", `${previousHash}\n${entry}`);

/** Gives a draft the place after another. */
export function chainEntry(draft: AuditDraft, after: AuditPlace): AuditRow {
  const sequence = after.sequence + 1;
  const entry = canonical({ ...draft, sequence });
  return { sequence, entry, previousHash: after.hash, hash: auditHash(after.hash, entry) };
}

/** The entry that a row holds. */
export const entryOf = ({ entry, previousHash, hash }: AuditRow): AuditEntry => ({
  ...(JSON.parse(entry) as Omit<AuditEntry, "previous_hash" | "hash">),
  previous_hash: previousHash,
  hash,
});

/** The row of an entry that someone else stores, such as a line of an exported file. */
export function rowOf({ previous_hash: previousHash, hash, ...entry }: AuditEntry): AuditRow {
  return { sequence: entry.sequence, entry: canonical(entry), previousHash, hash };
}
