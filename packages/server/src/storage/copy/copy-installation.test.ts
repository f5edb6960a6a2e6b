import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  createEmptyDatabase,
  createMigratedDatabase,
  describeOnPostgres,
} from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { ChainCheck } from "../../domain/audit/chain-check.js";
import { auditDraft } from "../conformance/audit.js";
import { fillEveryTable, letGoOf } from "../conformance/fill.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  BUYER,
  MCHID,
  MERCHANT_KEY,
  merchantKey,
  OTHER_APPID,
  sentUpload,
} from "../conformance/samples.js";
import { copyDatabase } from "../copy-database.js";
import { openStore } from "../open-store.js";
import { openPostgresStore } from "../postgres/store.js";
import { openSqliteStore } from "../sqlite/store.js";
import type { CopyOptions, CopyProgress } from "./copy-installation.js";

describeOnPostgres("an installation on SQLite is copied to PostgreSQL", () => {
  let folder: string;
  let file: string;
  let target: PostgresTestDatabase;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "dingdan-copy-"));
    file = join(folder, "source.db");
    target = await createMigratedDatabase();
  });
  afterEach(async () => {
    await target.remove();
    rmSync(folder, { recursive: true });
  });

  async function copy(options: Partial<CopyOptions> = {}, from = file, to = target.url) {
    await letGoOf(from);
    return copyDatabase(
      { from: `sqlite:${from}`, to },
      { withRequests: true, onProgress: () => undefined, ...options },
    );
  }

  /** An installation with a paid order, an upload that waits, and a payment that waits. */
  async function fillThroughStore(path = file): Promise<void> {
    const { store } = await openSqliteStore(path);
    await store.apps.create(anApp());
    await store.orders.put(sentUpload(anUpload()));
    await store.orders.putPayment(aPayment());
    await store.orders.put(sentUpload(anUpload({ orderKey: merchantKey("WAITS") })));
    await store.orders.putPayment(aPayment({ outTradeNo: "EARLY", transactionId: "4200009" }));
    await store.close();
  }

  describe("completely:", () => {
    test("the target has every row of every table, with any texts", async () => {
      await fillEveryTable(file, 7);

      const outcome = await copy({ pageSize: 3 });

      expect(outcome).toMatchObject({ kind: "copied", isResumed: false });
      const tables = outcome.kind === "copied" ? outcome.tables : [];
      expect(tables.length).toBeGreaterThan(20);
      for (const { name, rowCount } of tables) {
        // The migrations have written goods as well.
        expect(rowCount, name).toBe(name === "service_provider_spus" ? 13 : 7);
      }
    });

    test("a source that was not migrated is migrated first", async () => {
      await target.remove();
      target = await createEmptyDatabase();
      await fillThroughStore();

      expect(await copy()).toMatchObject({ kind: "copied" });
    });

    test("the request log may be left out", async () => {
      await fillEveryTable(file, 2);

      const outcome = await copy({ withRequests: false });

      const names = outcome.kind === "copied" ? outcome.tables.map(({ name }) => name) : [];
      expect(names).toContain("uploads");
      expect(names).not.toContain("requests");
      expect(await target.query("SELECT count(*)::int AS count FROM requests")).toEqual([
        { count: 0 },
      ]);
    });

    test("a payment that was made in two apps still belongs to the one whose upload matches", async () => {
      const { store } = await openSqliteStore(file);
      const { report, receivedAtMs } = aPayment();
      const { appid: _, mchid: __, payer: ___, ...others } = report;
      const payment = {
        ...others,
        sub_appid: APPID,
        sub_mchid: MCHID,
        sp_appid: OTHER_APPID,
        sp_mchid: "1230000109",
        payer: { sub_openid: BUYER, sp_openid: "o-of-the-provider" },
      };
      await store.orders.putPayment({ report: payment, receivedAtMs });
      await store.close();
      await copy();

      const { store: copied } = await openPostgresStore(target.url);
      const upload = anUpload({ appid: OTHER_APPID, openid: "o-of-the-provider" });
      const outcome = await copied.orders.put(sentUpload(upload));
      await copied.close();

      expect(outcome).toMatchObject({ state: "matched" });
    });

    test("progress rises from 0 to 1, and names each table", async () => {
      await fillEveryTable(file, 5);
      const reports: CopyProgress[] = [];

      await copy({ pageSize: 2, onProgress: (progress) => reports.push(progress) });

      const fractions = reports.map(({ fraction }) => fraction);
      expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
      expect(fractions.at(-1)).toBe(1);
      const done = reports.filter(({ isDone }) => isDone);
      expect(done.filter(({ step }) => step === "copy").map(({ table }) => table)).toEqual(
        done.filter(({ step }) => step === "compare").map(({ table }) => table),
      );
    });
  });

  describe("and continues there:", () => {
    test("an upload matches a payment that was copied", async () => {
      await fillThroughStore();
      expect(await copy()).toMatchObject({ kind: "copied" });
      const { store } = await openPostgresStore(target.url);

      const decision = await store.orders.put(
        sentUpload(anUpload({ orderKey: merchantKey("EARLY") })),
      );

      expect(decision).toMatchObject({ kind: "stored", state: "matched" });
      expect((await store.orders.findOrder(APPID, MERCHANT_KEY))?.upload.state).toBe("matched");
      await store.close();
      // Each of its order keys has a row, which an upload under that key locks.
      const places = await target.query(
        "SELECT order_key FROM uploads WHERE number IS NULL ORDER BY order_key",
      );
      expect(places).toEqual([
        { order_key: "2:4200001234202205201234567890" },
        { order_key: "2:4200009" },
      ]);
    });

    test("the audit trail is the same chain, which continues", async () => {
      const { store: source } = await openSqliteStore(file);
      await source.audit.append([auditDraft(), auditDraft({ members: ["订单 🛍\0"] })]);
      const before = await source.audit.after(0, 10);
      await source.close();

      expect(await copy()).toMatchObject({ kind: "copied" });

      const { store } = await openPostgresStore(target.url);
      expect(await store.audit.after(0, 10)).toEqual(before);
      await store.audit.append([auditDraft()]);
      const check = new ChainCheck(before.at(-1));
      for (const row of await store.audit.after(0, 10)) check.add(row);
      expect(check.end()).toBeNull();
      expect(check.checked).toBe(3);
      await store.close();
    });

    test("every sequence continues after the numbers that were copied", async () => {
      await fillEveryTable(file, 7);
      await copy();

      const sequences = await target.query(
        `SELECT sequencename AS name, last_value::int AS last FROM pg_sequences
         WHERE schemaname = current_schema() ORDER BY 1`,
      );

      expect(sequences.map(({ name }) => name)).toContain("upload_numbers");
      for (const { name, last } of sequences) expect(last, String(name)).toBe(7);
    });
  });

  describe("after an interruption,", () => {
    class Stopped extends Error {}
    const stopAt = (step: CopyProgress["step"], table: string) => (progress: CopyProgress) => {
      if (progress.step === step && progress.table === table) throw new Stopped();
    };

    test("no server opens the target, and the next run ends with the same rows", async () => {
      await fillEveryTable(file, 9);
      await expect(copy({ pageSize: 4, onProgress: stopAt("copy", "uploads") })).rejects.toThrow(
        Stopped,
      );
      await expect(openStore(target.url)).rejects.toThrow("the copying is not finished");
      await expect(copy({ pageSize: 4, onProgress: stopAt("compare", "apps") })).rejects.toThrow(
        Stopped,
      );

      const outcome = await copy({ pageSize: 4 });

      expect(outcome).toMatchObject({ kind: "copied", isResumed: true });
      const again = await copy();
      expect(again).toEqual({
        kind: "finished",
        tables: outcome.kind === "copied" ? outcome.tables : [],
      });
      const whole = await createMigratedDatabase();
      const atOnce = await copy({}, file, whole.url);
      await whole.remove();
      expect(atOnce).toEqual({ ...outcome, isResumed: false });
      const { store } = await openStore(target.url);
      await store.close();
    });

    test("another source is rejected", async () => {
      await fillEveryTable(file, 9);
      await expect(copy({ onProgress: stopAt("copy", "apps") })).rejects.toThrow(Stopped);
      const other = join(folder, "other.db");
      await fillThroughStore(other);

      expect(await copy({}, other)).toMatchObject({ kind: "other_source" });
    });
  });

  describe("not", () => {
    test("while another process has it open", async () => {
      const { store } = await openSqliteStore(file);
      await store.apps.create(anApp());

      expect(
        await copyDatabase(
          { from: `sqlite:${file}`, to: target.url },
          { withRequests: true, onProgress: () => undefined },
        ),
      ).toEqual({ kind: "in_use" });

      expect(await store.apps.find(APPID)).toEqual(anApp());
      await store.close();
      expect(await copy()).toMatchObject({ kind: "copied" });
    });

    test("into the database of another installation, which stays as it is", async () => {
      await fillThroughStore();
      const { store } = await openPostgresStore(target.url);
      await store.settings.put("admin_key_hash", "another's");
      await store.close();

      expect(await copy()).toEqual({ kind: "foreign", table: "settings" });

      expect(await target.query("SELECT count(*)::int AS count FROM apps")).toEqual([{ count: 0 }]);
    });

    test("with a row that has changed meanwhile: the table is named", async () => {
      await fillEveryTable(file, 5);
      await target.query(
        `CREATE FUNCTION meddle() RETURNS trigger LANGUAGE plpgsql AS
         $$ BEGIN NEW.force_count = NEW.force_count - 1; RETURN NEW; END $$`,
      );
      await target.query(
        `CREATE TRIGGER meddle BEFORE INSERT ON stable_tokens
         FOR EACH ROW EXECUTE FUNCTION meddle()`,
      );

      const outcome = await copy();

      expect(outcome).toMatchObject({
        kind: "different",
        table: "stable_tokens",
        source: { rowCount: 5 },
        target: { rowCount: 5 },
      });
      await expect(openStore(target.url)).rejects.toThrow("the copying is not finished");
    });

    test("from a file of another program, which stays as it is", async () => {
      writeFileSync(file, "");

      await expect(copy()).rejects.toThrow("it holds no installation of Dingdan");
    });

    test("from a file that does not exist, nor from PostgreSQL to SQLite", async () => {
      const options = { withRequests: true, onProgress: () => undefined };
      await expect(
        copyDatabase({ from: `sqlite:${file}`, to: target.url }, options),
      ).rejects.toThrow(`There is no file ${file}`);
      await expect(
        copyDatabase({ from: target.url, to: `sqlite:${file}` }, options),
      ).rejects.toThrow("Only an installation in a SQLite file");
    });
  });
});
