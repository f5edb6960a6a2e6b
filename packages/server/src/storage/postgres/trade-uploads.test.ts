import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { Forwarder } from "../../../test/support/forwarder.js";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { TRADE_STATE } from "../../domain/trade/trade-order.js";
import { find, numbered, ORDER, pay, upload } from "../conformance/trade-samples.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("an upload of shipping information management on PostgreSQL", () => {
  test("is stored once, and answered so, when the reply of its commit is lost", async () => {
    const database = await createMigratedDatabase();
    const way = await Forwarder.to(database.url);
    const { store } = await openPostgresStore(way.url, { callDeadlineMs: 1_000 });
    await pay(store, ORDER);
    const real = Reflect.get(Client.prototype, "query") as (...given: unknown[]) => unknown;
    const query = vi.spyOn(Client.prototype, "query");
    query.mockImplementation(function (this: Client, ...given: unknown[]) {
      // The server receives the commit, and its reply is lost.
      if (given[0] === "COMMIT") {
        query.mockRestore();
        way.loseReplies();
      }
      return Reflect.apply(real, this, given) as never;
    });

    expect(await upload(store)).toEqual({ kind: "stored" });

    expect(await find(store)).toMatchObject({ state: TRADE_STATE.SHIPPED });
    await store.close();
    await way.close();
    await database.remove();
  });

  test("shares its commit with payments and other uploads", async () => {
    const database = await createMigratedDatabase();
    const { store } = await openPostgresStore(database.url);
    const names = Array.from({ length: 20 }, (_, index) => String(index));
    await Promise.all(names.map((name) => pay(store, numbered(name))));
    const query = vi.spyOn(Client.prototype, "query");

    await Promise.all(names.map((name) => upload(store, `42-${name}`)));

    const commits = query.mock.calls.filter(([text]) => (text as unknown) === "COMMIT");
    query.mockRestore();
    expect(commits.length).toBeLessThan(names.length / 2);
    await store.close();
    await database.remove();
  });
});
