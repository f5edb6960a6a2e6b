import { setImmediate } from "node:timers/promises";
import type { AuditPlace } from "../domain/audit/audit-entry.js";
import { ChainCheck, type ChainFault } from "../domain/audit/chain-check.js";
import type { AuditStore } from "../storage/audit-store.js";

/** What a check of the whole chain found. */
export interface Verification {
  readonly checked: number;
  readonly fault: ChainFault | null;
  /** The last entry that is right. */
  readonly head: AuditPlace;
}

const PAGE_SIZE = 500;

/** Checks the whole chain, page by page: other work runs in between. */
export async function verifyTrail(
  store: Pick<AuditStore, "after">,
  noted: AuditPlace | null = null,
): Promise<Verification> {
  const check = new ChainCheck(noted);
  for (let place = 0; ; ) {
    const rows = await store.after(place, PAGE_SIZE);
    for (const row of rows) {
      if (check.add(row) !== null) break;
      place = row.sequence;
    }
    const isEnd = rows.length < PAGE_SIZE || check.fault !== null;
    if (isEnd) return { fault: check.end(), checked: check.checked, head: check.head };
    await setImmediate();
  }
}
