import type { AuditDraft, AuditPlace, AuditRow } from "../domain/audit/audit-entry.js";

/** Which entries a list shows. */
export interface AuditFilter {
  readonly actor?: string;
  readonly operation?: string;
  readonly appid?: string;
  /** True: an entry whose outcome is stored is left out. */
  readonly isActs?: boolean;
}

/** The audit trail. Entries are only added: no method changes or deletes one. */
export interface AuditStore {
  /**
   * Adds entries to the end of the chain, in one commit, and returns their places in the same order. No two
   * processes add at the same time.
   */
  append(drafts: readonly AuditDraft[]): Promise<AuditPlace[]>;
  /** The last entry; `AUDIT_START` before the first. */
  head(): Promise<AuditPlace>;
  /** Oldest first. */
  after(sequence: number, limit: number, filter?: AuditFilter): Promise<AuditRow[]>;
  /** Newest first. @param sequence null begins with the newest */
  before(sequence: number | null, limit: number, filter?: AuditFilter): Promise<AuditRow[]>;
}
