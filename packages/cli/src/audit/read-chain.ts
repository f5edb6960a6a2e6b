import { AUDIT_LIMIT_MAX, type AuditEntryRepresentation } from "@dingdan/contract";
import type { AdminClient } from "../admin-client.js";
import { UsageError } from "../errors.js";
import { openInput } from "../input.js";
import type { Invocation } from "../invocation.js";
import { documentOf, type Line } from "../json-lines.js";
import { AUDIT_TEXTS } from "./audit-texts.js";

/** A part of a chain, in its order. */
export interface ChainPart {
  readonly entries: readonly AuditEntryRepresentation[];
  /** How much of the chain has been read, from 0 to 1; null while that is unknown. */
  readonly fraction: number | null;
}

/** The chain of a server, page by page, as long as it was when its first page was read. */
export async function* chainOfServer(admin: AdminClient): AsyncGenerator<ChainPart> {
  let end = Number.POSITIVE_INFINITY;
  for (let after = 0; ; ) {
    const page = await admin.call("listAudit", { query: { after, limit: AUDIT_LIMIT_MAX } });
    end = Math.min(end, page.head.sequence);
    const entries = page.items.filter(({ sequence }) => sequence <= end);
    const last = entries.at(-1)?.sequence;
    if (last === undefined) return;
    yield { entries, fraction: last / end };
    if (page.items.length < AUDIT_LIMIT_MAX || last >= end) return;
    after = last;
  }
}

/**
 * The chain of an export.
 * @throws UsageError for a line that is no entry
 */
export async function* chainOfFile(
  file: string,
  { stdin }: Pick<Invocation, "stdin">,
): AsyncGenerator<ChainPart> {
  const input = await openInput(file, stdin);
  if (input.kind === "one") {
    // A file with one line is read as one document.
    if (input.source.trim() === "") return;
    const value = input.reading.kind === "value" ? input.reading.value : null;
    yield { entries: [entryOf(value, { name: input.name, number: 1 })], fraction: 1 };
    return;
  }
  const { name, lines, bytesTotal } = input;
  for await (const line of lines) {
    const read = documentOf(line);
    const entry = entryOf("document" in read ? read.document : null, { name, number: line.number });
    yield { entries: [entry], fraction: fractionOf(line, bytesTotal) };
  }
}

const fractionOf = ({ bytesRead }: Line, bytesTotal: number | null): number | null =>
  bytesTotal === null ? null : bytesRead / bytesTotal;

/** A line that lacks what places an entry in a chain is of another file; any other fault is the chain's. */
function entryOf(
  value: unknown,
  { name, number }: { readonly name: string; readonly number: number },
): AuditEntryRepresentation {
  const { sequence, hash, previous_hash: previous } = (value ?? {}) as Record<string, unknown>;
  if (typeof sequence !== "number" || typeof hash !== "string" || typeof previous !== "string") {
    throw new UsageError(AUDIT_TEXTS.badLine(name, number));
  }
  return value as AuditEntryRepresentation;
}
