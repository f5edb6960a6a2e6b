import type { AuditEntryRepresentation } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { AUDIT_TEXTS as TEXTS } from "../audit/audit-texts.js";
import { type ChainPart, chainOfFile, chainOfServer } from "../audit/read-chain.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import {
  type AuditListFlags,
  type AuditVerifyFlags,
  auditListSettings,
  auditVerifySettings,
  type NotedHead,
} from "../settings/audit.js";
import { printFacts } from "../terminal/facts.js";
import { progressBar } from "../terminal/progress-bar.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";

/** `dingdan audit list`: the newest calls, each with its outcome, the newest last. */
export async function auditList(
  { terminal, environment }: Invocation,
  flags: AuditListFlags,
): Promise<ExitCode> {
  const { admin, limit, filter } = auditListSettings(flags, environment);
  const { items } = await new AdminClient(admin, terminal).call("listAudit", {
    query: { ...filter, limit, view: "acts" },
  });
  const oldestFirst = items.toReversed();
  if (terminal.isJson) terminal.json(oldestFirst);
  else if (oldestFirst.length === 0) terminal.out.line(terminal.say(TEXTS.none));
  else printEntries(terminal, oldestFirst);
  return 0;
}

function printEntries(terminal: Terminal, entries: readonly AuditEntryRepresentation[]): void {
  const { number, time, who, what, target, outcome } = TEXTS.column;
  printTable(
    terminal.out,
    [
      { title: terminal.say(number), align: "right" },
      { title: terminal.say(time) },
      { title: terminal.say(who) },
      { title: terminal.say(what) },
      { title: terminal.say(target), isWide: true },
      { title: terminal.say(outcome) },
    ],
    entries.map((entry) => [
      String(entry.sequence),
      instant(entry.at) ?? "",
      `${whoIn(entry, terminal)}\n${entry.address}`,
      entry.operation,
      Object.entries(entry.target)
        .map(([name, value]) => `${name} ${String(value)}`)
        .join("\n"),
      [
        terminal.say(TEXTS.outcome(entry)),
        ...(entry.left_out === undefined ? [] : [terminal.say(TEXTS.leftOut(entry.left_out))]),
      ].join("\n"),
    ]),
    "",
  );
}

const whoIn = ({ actor: { name, kind } }: AuditEntryRepresentation, terminal: Terminal): string =>
  name ?? terminal.say(kind === "first_page" ? TEXTS.firstPage : TEXTS.anonymous);

/** `dingdan audit verify`: checks the chain here, whatever the server says of it. */
export async function auditVerify(
  invocation: Invocation,
  flags: AuditVerifyFlags,
): Promise<ExitCode> {
  const { terminal, environment } = invocation;
  const { source, head } = auditVerifySettings(flags, environment);
  const parts =
    "file" in source
      ? chainOfFile(source.file, invocation)
      : chainOfServer(new AdminClient(source.admin, terminal));
  const { checked, fault, head: last } = await checkParts(parts, head, terminal);
  if (terminal.isJson) {
    const shown = fault && { ...fault, message: terminal.say(fault.message) };
    terminal.json({ checked, fault: shown, head: last });
    return fault === null ? 0 : 1;
  }
  const { out } = terminal;
  if (fault === null) {
    out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.right(checked))}`);
  } else {
    const kind = terminal.say(TEXTS.wrong[fault.kind]);
    out.line(`${out.style("red", "✗")} ${kind}: ${terminal.say(fault.message)}`);
  }
  printFacts(out, [[terminal.say(TEXTS.head), `${last.sequence}:${last.hash}`]]);
  if (fault === null) terminal.note(TEXTS.keep);
  return fault === null ? 0 : 1;
}

async function checkParts(
  parts: AsyncIterable<ChainPart>,
  noted: NotedHead | null,
  terminal: Terminal,
) {
  const { AuditChainCheck, auditRowOf } = await import("@dingdan/server");
  const check = new AuditChainCheck(noted);
  const progress = progressBar(terminal.err);
  try {
    for await (const { entries, fraction } of parts) {
      for (const entry of entries) check.add(auditRowOf(entry));
      if (check.fault !== null) break;
      progress.update(fraction, terminal.say(TEXTS.checking(check.checked)));
    }
  } finally {
    progress.finish();
  }
  return { fault: check.end(), checked: check.checked, head: check.head };
}

/** `dingdan audit export`: the whole chain as JSON lines, which `verify --file` reads. */
export async function auditExport(
  { terminal, environment }: Invocation,
  flags: AdminFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  for await (const { entries } of chainOfServer(admin)) {
    terminal.out.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }
  return 0;
}
