import type { AuditEntryRepresentation } from "@dingdan/contract";

/** An entry as the interface shows it. */
export type AuditEntry = AuditEntryRepresentation;

/** What is known of an entry before its place in the chain is. */
export type AuditDraft = Omit<AuditEntry, "sequence" | "previous_hash" | "hash">;

/** An entry's place in the chain. */
export interface AuditPlace {
  readonly sequence: number;
  readonly hash: string;
}

/** The place before the first entry. */
export const AUDIT_START: AuditPlace = { sequence: 0, hash: "0".repeat(64) };

/** An entry as it is stored. */
export interface AuditRow extends AuditPlace {
  /** The canonical JSON of the entry without its two hashes. */
  readonly entry: string;
  readonly previousHash: string;
}
