import { Client } from "pg";
import { expect, test, vi } from "vitest";
import { Forwarder } from "../../../test/support/forwarder.js";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import { withPush } from "../../domain/trade/pushes.js";
import { TRADE_STATE } from "../../domain/trade/trade-order.js";
import { find, numbered, ORDER, pay, SHIPPED_AT_MS, upload } from "../conformance/trade-samples.js";
import { openPostgresStore } from "./store.js";

describeOnPostgres("an upload of shipping information management on PostgreSQL", () => {
  test("is stored once, and answered so, when the reply of its commit is lost", async () => {
    const database = await createMigratedDatabase();
    const way = await Forwarder.to(database.url);
    const { store } = await openPostgresStore(way.url, { callDeadlineMs: 1_000 });
    await pay(store, ORDER);
    const real = Reflect.get(Client.prototype, "query") as (...given: unknown[]) => unknown;
    const query = vi.spyOn(Client.prototype, "query");
    let lost = 0;
    query.mockImplementation(function (this: Client, ...given: unknown[]) {
      // The server receives the statement that writes and commits, and its reply is lost.
      if (lost === 0 && JSON.stringify(given[0]).includes("UPDATE trade_orders AS old")) {
        lost++;
        way.loseReplies();
      }
      return Reflect.apply(real, this, given) as never;
    });

    expect(await upload(store)).toEqual({ kind: "stored" });

    query.mockRestore();
    expect(lost).toBe(1);
    expect(await find(store)).toMatchObject({ state: TRADE_STATE.SHIPPED });
    await store.close();
    await way.close();
    await database.remove();
  });

  test("is answered so as well when its message was pushed before the lost reply was noticed", async () => {
    const database = await createMigratedDatabase();
    const way = await Forwarder.to(database.url);
    const { store } = await openPostgresStore(way.url, { callDeadlineMs: 1_000 });
    const { store: pusher } = await openPostgresStore(database.url);
    await pay(store, ORDER);
    const push = async () => {
      await expect
        .poll(() => find(pusher), { interval: 5 })
        .toMatchObject({ state: TRADE_STATE.SHIPPED });
      const delivered = {
        reports: "shipped",
        createdAtMs: SHIPPED_AT_MS,
        state: "delivered",
      } as const;
      const outcome = { attempts: 1, attemptedAtMs: SHIPPED_AT_MS, fault: null };
      await pusher.tradeOrders.change(ORDER.appid, ORDER.transactionId, (order) => ({
        order: withPush(order, { ...delivered, ...outcome }),
        messages: [],
        result: null,
      }));
    };
    const pushes: Promise<void>[] = [];
    const real = Reflect.get(Client.prototype, "query") as (...given: unknown[]) => unknown;
    const query = vi.spyOn(Client.prototype, "query");
    query.mockImplementation(function (this: Client, ...given: unknown[]) {
      // The server receives the statement that writes the upload, and its reply is lost.
      if (pushes.length === 0 && JSON.stringify(given[0]).includes("UPDATE trade_orders AS old")) {
        way.loseReplies();
        pushes.push(push());
      }
      return Reflect.apply(real, this, given) as never;
    });

    expect(await upload(store)).toEqual({ kind: "stored" });

    query.mockRestore();
    expect(pushes).toHaveLength(1);
    await Promise.all(pushes);
    expect(await find(store)).toMatchObject({ pushes: [{ state: "delivered" }] });
    await pusher.close();
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
