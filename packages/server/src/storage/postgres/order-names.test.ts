import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { anUpload, merchantKey, sentUpload } from "../conformance/samples.js";
import type { Store } from "../store.js";
import { PostgresDatabase } from "./database.js";
import { openPostgresStore } from "./store.js";

const INSERT = `INSERT INTO uploads (number, appid, order_key, openid, state, merchant_order_nos,
    first_received_at_ms, received_at_ms, upload_time)
  VALUES (nextval('upload_numbers'), 'wx-slow', $1, 'o', 'waiting', '["no slow"]', 1, 1, '')`;

describeOnPostgres("the index of names on PostgreSQL", () => {
  let created: PostgresTestDatabase;
  let database: PostgresDatabase;
  let stores: Store[];

  beforeEach(async () => {
    created = await createMigratedDatabase();
    database = new PostgresDatabase(created.url);
    stores = [];
    for (let count = 0; count < 2; count++) {
      stores.push((await openPostgresStore(created.url)).store);
    }
  });

  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()));
    await database.close();
    await created.remove();
  });

  const upload = (name: string, merchantOrderNo: string, uploadTime: string) =>
    (stores[0] as Store).orders.put(
      sentUpload(
        anUpload({ orderKey: merchantKey(name), merchantOrderNos: [merchantOrderNo], uploadTime }),
      ),
    );
  const FIRST = "2022-05-20T13:29:35+08:00";
  const SECOND = "2022-05-20T13:30:00+08:00";
  const find = async (text: string) => {
    const [, store] = stores as [Store, Store];
    return (await store.orderLists.list({ text, sort: "newest", limit: 9 })).orders.length;
  };

  /** Begins a transaction with a statement; returns a function that commits it. */
  async function unfinished(statement: string, values: string[]): Promise<() => Promise<void>> {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let committed = Promise.resolve();
    await new Promise<void>((begun) => {
      committed = database.transaction(async (transaction) => {
        await transaction.run(statement, values);
        begun();
        await ended;
      });
    });
    return () => {
      end();
      return committed;
    };
  }

  test("skips no upload that is committed after one with a later number", async () => {
    const [{ orderLists }] = stores as [Store];
    const commit = await unfinished(INSERT, ["2:slow"]);
    await upload("later", "no later", FIRST);

    expect(await orderLists.indexNames(9)).toBe(0);
    expect(await orderLists.indexNames(9)).toBe(0);
    expect(await find("no later")).toBe(1);
    await commit();

    expect(await orderLists.indexNames(9)).toBe(2);
    expect(await find("no later")).toBe(1);
    expect(await find("no slow")).toBe(1);
  });

  test("grows while uploads never pause, as soon as the earlier transactions have ended", async () => {
    const [{ orderLists }] = stores as [Store];
    const commitFirst = await unfinished(INSERT, ["2:first"]);
    expect(await orderLists.indexNames(9)).toBe(0);
    const commitSecond = await unfinished(INSERT, ["2:second"]);
    await commitFirst();

    expect(await orderLists.indexNames(9)).toBe(1);
    await commitSecond();
    expect(await orderLists.indexNames(9)).toBe(1);
  });

  test("misses no name of an order that is renamed while it is indexed again", async () => {
    const [{ orderLists }] = stores as [Store];
    await upload("A", "old", FIRST);
    await orderLists.indexNames(9);
    await upload("A", "new", SECOND);
    const commit = await unfinished(
      `WITH noted AS (INSERT INTO renamed_uploads (number) SELECT number FROM uploads
         ON CONFLICT (number) DO UPDATE SET number = excluded.number)
       UPDATE uploads SET merchant_order_nos = $1`,
      ['["newest"]'],
    );

    expect(await orderLists.indexNames(9)).toBe(0);
    await commit();

    expect(await orderLists.indexNames(9)).toBe(1);
    expect(await find("newest")).toBe(1);
    expect(await find("new")).toBe(0);
  });

  test("is extended by one process at a time", async () => {
    for (const name of ["A", "B", "C"]) await upload(name, `no ${name}`, FIRST);

    const taken = await Promise.all(stores.map(({ orderLists }) => orderLists.indexNames(9)));

    // One of the two indexed all uploads. The other found it at work, or found no uploads left.
    expect(taken.toSorted((a, b) => a - b)).toEqual([0, 3]);
    const rows = await created.query("SELECT count(*)::int AS count FROM order_names");
    // Three numbers, and the buyer three times.
    expect(rows).toEqual([{ count: 6 }]);
  });
});
