import { type AuditFaultKind, type Text, text } from "@dingdan/contract";
import { canonical } from "../canonical-json.js";
import { AUDIT_START, type AuditPlace, type AuditRow } from "./audit-entry.js";
import { auditHash } from "./chain.js";

/** The first entry of a chain that is wrong, and how. */
export interface ChainFault {
  readonly kind: AuditFaultKind;
  readonly sequence: number;
  readonly message: Text;
}

/** Checks the rows of a chain, from the first to the last, and stops at the first fault. */
export class ChainCheck {
  readonly #noted: AuditPlace | null;
  #last: AuditPlace;
  #checked = 0;
  #fault: ChainFault | null = null;

  /** @param noted a head that was noted elsewhere: the chain must contain it */
  constructor(noted: AuditPlace | null = null) {
    this.#noted = noted;
    this.#last = AUDIT_START;
  }

  /** How many entries were checked and found right. */
  get checked(): number {
    return this.#checked;
  }

  /** The last entry that was found right. */
  get head(): AuditPlace {
    return this.#last;
  }

  /** The first fault so far. */
  get fault(): ChainFault | null {
    return this.#fault;
  }

  /** Checks the next row; returns the first fault so far. */
  add(row: AuditRow): ChainFault | null {
    this.#fault ??= faultOf(row, this.#last) ?? this.#notedFault(row);
    if (this.#fault === null) {
      this.#last = { sequence: row.sequence, hash: row.hash };
      this.#checked++;
    }
    return this.#fault;
  }

  /** The fault of the chain after its last row; null when nothing is wrong. */
  end(): ChainFault | null {
    if (this.#noted !== null && this.#noted.sequence > this.#last.sequence) {
      this.#fault ??= truncated(this.#noted.sequence, this.#last.sequence);
    }
    return this.#fault;
  }

  #notedFault({ sequence, hash }: AuditRow): ChainFault | null {
    const noted = this.#noted;
    return noted === null || noted.sequence !== sequence || noted.hash === hash
      ? null
      : rewritten(sequence);
  }
}

function faultOf(row: AuditRow, last: AuditPlace): ChainFault | null {
  const next = last.sequence + 1;
  if (row.sequence > next) return removed(next, row.sequence - 1);
  if (row.sequence < next) return reordered(row.sequence, last.sequence);
  const sequence = sequenceIn(row.entry);
  if (sequence === null || row.hash !== auditHash(row.previousHash, row.entry)) {
    return changed(row.sequence);
  }
  if (sequence !== row.sequence || row.previousHash !== last.hash) {
    return reordered(row.sequence, last.sequence);
  }
  return null;
}

/** The number in the entry; null for a text that is not canonical JSON with a number. */
function sequenceIn(entry: string): number | null {
  try {
    const value = JSON.parse(entry) as { readonly sequence?: unknown } | null;
    const sequence = value?.sequence;
    return typeof sequence === "number" && canonical(value) === entry ? sequence : null;
  } catch {
    return null;
  }
}

const removed = (first: number, last: number): ChainFault => ({
  kind: "removed",
  sequence: first,
  message:
    first === last
      ? text(`Entry ${first} is missing.`, `缺少第 ${first} 条记录。`)
      : text(`The entries ${first} to ${last} are missing.`, `缺少第 ${first} 至 ${last} 条记录。`),
});

const changed = (sequence: number): ChainFault => ({
  kind: "changed",
  sequence,
  message: text(
    `Entry ${sequence} was changed: its hash is not that of its content.`,
    `第 ${sequence} 条记录已被改动：哈希与内容不符。`,
  ),
});

const reordered = (sequence: number, last: number): ChainFault => ({
  kind: "reordered",
  sequence,
  message: text(
    `Entry ${sequence} does not follow entry ${last}: one of them was moved or replaced.`,
    `第 ${sequence} 条记录与第 ${last} 条不衔接：其中一条被移动或替换。`,
  ),
});

const truncated = (noted: number, last: number): ChainFault => ({
  kind: "truncated",
  sequence: last + 1,
  message: text(
    `The chain ends at entry ${last}, but entry ${noted} was noted: the entries after ${last} were removed, or an older backup was restored.`,
    `链止于第 ${last} 条，而记下的是第 ${noted} 条：其后的记录已被删除，或恢复了较早的备份。`,
  ),
});

const rewritten = (sequence: number): ChainFault => ({
  kind: "rewritten",
  sequence,
  message: text(
    `Entry ${sequence} has another hash than the noted one: the chain was written again, up to this entry or in part.`,
    `第 ${sequence} 条记录的哈希与所记不同：该条及之前的链被全部或部分重写。`,
  ),
});
