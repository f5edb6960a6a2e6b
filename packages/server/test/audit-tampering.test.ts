import { expect, test } from "vitest";
import { verifyTrail } from "../src/audit/verify-trail.js";
import { auditDraft } from "../src/storage/conformance/audit.js";
import { describeOnRawDatabases, type RawDatabase } from "./support/raw-database.js";

/** What someone does who may write to the database, and what the verification says. */
const TAMPERING = [
  {
    what: "an entry whose text was changed",
    sql: "UPDATE audit_entries SET entry = replace(entry, '203.0.113.9', '203.0.113.8') WHERE sequence = 3",
    fault: { kind: "changed", sequence: 3 },
  },
  {
    what: "an entry whose hash was changed",
    sql: "UPDATE audit_entries SET hash = previous_hash WHERE sequence = 3",
    fault: { kind: "changed", sequence: 3 },
  },
  {
    what: "a deleted entry",
    sql: "DELETE FROM audit_entries WHERE sequence = 3",
    fault: { kind: "removed", sequence: 3 },
  },
  {
    what: "deleted entries at the beginning",
    sql: "DELETE FROM audit_entries WHERE sequence < 4",
    fault: { kind: "removed", sequence: 1 },
  },
  {
    what: "two entries that changed places",
    sql: `UPDATE audit_entries SET sequence = 1000 WHERE sequence = 3;
      UPDATE audit_entries SET sequence = 3 WHERE sequence = 4;
      UPDATE audit_entries SET sequence = 4 WHERE sequence = 1000`,
    fault: { kind: "reordered", sequence: 3 },
  },
  {
    what: "a noted head whose entry was deleted",
    sql: "DELETE FROM audit_entries WHERE sequence > 4",
    fault: { kind: "truncated", sequence: 5 },
  },
] as const;

describeOnRawDatabases("a verification of the audit trail", (create) => {
  async function filled() {
    const database = await create();
    const store = await database.open();
    await store.audit.append(Array.from({ length: 6 }, () => auditDraft()));
    const head = await store.audit.head();
    await store.close();
    return { database, head };
  }

  async function faultIn(database: RawDatabase, head: { sequence: number; hash: string }) {
    const store = await database.open();
    const { fault } = await verifyTrail(store.audit, head);
    await store.close();
    return fault;
  }

  test("finds nothing in an untouched chain", async () => {
    const { database, head } = await filled();
    expect(await faultIn(database, head)).toBeNull();
    await database.remove();
  });

  test.each(TAMPERING)("names $what", async ({ sql, fault }) => {
    const { database, head } = await filled();
    for (const trigger of await triggersOf(database)) await database.query(trigger);
    await database.query(sql);

    expect(await faultIn(database, head)).toMatchObject(fault);
    await database.remove();
  });

  test("is rarely needed: the database refuses to change or delete an entry", async () => {
    const { database, head } = await filled();
    const changes = TAMPERING.map(({ sql }) => sql.split(";")[0] ?? "");
    for (const sql of changes) {
      await expect(database.query(sql)).rejects.toThrow("entries of the audit trail are never");
    }
    expect(await faultIn(database, head)).toBeNull();
    await database.remove();
  });
});

/** The statements that remove what protects the table. */
async function triggersOf(database: RawDatabase): Promise<string[]> {
  const isPostgres = await database.query("SELECT version()").then(
    () => true,
    () => false,
  );
  return isPostgres
    ? ["DROP TRIGGER audit_entries_never_change ON audit_entries"]
    : ["DROP TRIGGER audit_entries_never_change", "DROP TRIGGER audit_entries_never_go"];
}
