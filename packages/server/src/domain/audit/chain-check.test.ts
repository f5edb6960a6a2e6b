import { expect, test } from "vitest";
import { AUDIT_START, type AuditDraft, type AuditRow } from "./audit-entry.js";
import { chainEntry, entryOf, rowOf } from "./chain.js";
import { ChainCheck } from "./chain-check.js";

const DRAFT: AuditDraft = {
  at: "2022-05-20T05:29:35.120Z",
  stage: "refused",
  actor: { kind: "anonymous" },
  via: "admin_api",
  address: "203.0.113.9",
  operation: "createApp",
  method: "POST",
  path: "/admin/v1/apps",
  target: {},
  status: 401,
  rid: "r",
};

function chain(length: number, draft: Partial<AuditDraft> = {}): AuditRow[] {
  const rows: AuditRow[] = [];
  for (let index = 0; index < length; index++) {
    rows.push(chainEntry({ ...DRAFT, rid: `r${index}`, ...draft }, rows.at(-1) ?? AUDIT_START));
  }
  return rows;
}

function check(rows: readonly AuditRow[], noted: AuditRow | null = null) {
  const found = new ChainCheck(noted);
  for (const row of rows) found.add(row);
  const fault = found.end();
  return fault && { kind: fault.kind, sequence: fault.sequence };
}

const changedAt = (rows: readonly AuditRow[], index: number, change: (row: AuditRow) => AuditRow) =>
  rows.map((row, at) => (at === index ? change(row) : row));

test("the hash of an entry is that of the hash before it, a line break and its canonical JSON", () => {
  const row = chainEntry({ ...DRAFT, target: { mchid: "1", appid: "wx1" } }, AUDIT_START);
  expect(row.entry).toBe(
    '{"actor":{"kind":"anonymous"},"address":"203.0.113.9","at":"2022-05-20T05:29:35.120Z",' +
      '"method":"POST","operation":"createApp","path":"/admin/v1/apps","rid":"r","sequence":1,' +
      '"stage":"refused","status":401,"target":{"appid":"wx1","mchid":"1"},"via":"admin_api"}',
  );
  // printf '%064d\n%s' 0 "$entry" | sha256sum
  expect(row.hash).toBe("e92eb392494f141b996e2c32aea7a9121a8219a32ebfa27ed58cc94fbef4e167");
});

test("a chain without a fault is right, also when its entries were written as JSON lines", () => {
  const rows = chain(9);
  expect(check(rows)).toBeNull();
  expect(check([])).toBeNull();
  const read = rows.map((row) => rowOf(JSON.parse(JSON.stringify(entryOf(row)))));
  expect(read).toEqual(rows);
  expect(check(read, rows.at(-1))).toBeNull();
});

test("an entry that was changed is named, in whichever part", () => {
  const rows = chain(5);
  const [other] = chain(1, { operation: "updateApp" });
  const changes: ((row: AuditRow) => AuditRow)[] = [
    (row) => ({ ...row, entry: row.entry.replace("401", "200") }),
    (row) => ({ ...row, entry: row.entry.replace("{", "{ ") }),
    (row) => ({ ...row, entry: "" }),
    (row) => ({ ...row, entry: "null" }),
    (row) => ({ ...row, hash: other?.hash ?? "" }),
    (row) => ({ ...row, previousHash: other?.hash ?? "" }),
  ];
  for (const change of changes) {
    expect(check(changedAt(rows, 2, change))).toEqual({ kind: "changed", sequence: 3 });
  }
});

test("an entry that is missing is named, at the beginning as well", () => {
  const rows = chain(5);
  expect(check(rows.filter(({ sequence }) => sequence !== 3))).toEqual({
    kind: "removed",
    sequence: 3,
  });
  expect(check(rows.slice(2))).toEqual({ kind: "removed", sequence: 1 });
});

test("entries that changed places are named, whether or not their numbers did", () => {
  const [first, second, third, ...rest] = chain(5) as [AuditRow, AuditRow, AuditRow, ...AuditRow[]];
  const swapped = [first, { ...third, sequence: 2 }, { ...second, sequence: 3 }, ...rest];
  expect(check(swapped)).toEqual({ kind: "reordered", sequence: 2 });
  expect(check([first, second, second, third])).toEqual({ kind: "reordered", sequence: 2 });
});

test("an entry that was replaced by one with a right hash is found by the entry after it", () => {
  const rows = chain(5);
  const before = rows[1] ?? AUDIT_START;
  const replaced = changedAt(rows, 2, () => chainEntry({ ...DRAFT, rid: "new" }, before));
  expect(check(replaced)).toEqual({ kind: "reordered", sequence: 4 });
});

test("a chain that ends before a noted head, or has another hash there, is found by the head alone", () => {
  const rows = chain(5);
  const cut = rows.slice(0, 3);
  expect(check(cut)).toBeNull();
  expect(check(cut, rows[4])).toEqual({ kind: "truncated", sequence: 4 });
  expect(check([], rows[4])).toEqual({ kind: "truncated", sequence: 1 });
  const rewritten = chain(5, { status: 200 });
  expect(check(rewritten)).toBeNull();
  expect(check(rewritten, rows[1])).toEqual({ kind: "rewritten", sequence: 2 });
});
