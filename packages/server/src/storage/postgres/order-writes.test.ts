import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { orderKeyOfText } from "@dingdan/contract";
import { Client } from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../../test/support/postgres-database.js";
import { incomingShipping } from "../../domain/shipping.js";
import {
  APPID,
  anUpload,
  aPayment,
  MCHID,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  recordedPayment,
  sentUpload,
} from "../conformance/samples.js";
import { PAYMENT } from "../rows/order-rows.js";
import type { Store } from "../store.js";
import { PostgresDatabase } from "./database.js";
import { commitOrderJobs } from "./order-writes.js";
import { openPostgresStore } from "./store.js";

/** How long a statement waits for a lock. */
const LOCK_TIMEOUT_MS = 300;

describeOnPostgres("while another transaction has locked the row of an order,", () => {
  let database: PostgresTestDatabase;
  let store: Store;
  let other: Client;

  beforeEach(async () => {
    database = await createMigratedDatabase();
    other = new Client(database.url);
    await other.connect();
    await other.query("BEGIN");
  });

  afterEach(async () => {
    await store.close();
    await other.end();
    await database.remove();
  });

  const open = async (batchSizeMax: number) => {
    const options = { batchSizeMax, lockTimeoutMs: LOCK_TIMEOUT_MS };
    store = (await openPostgresStore(database.url, options)).store;
  };

  /** Locks the row, as a slow payment of another process does. */
  const hold = (number: string) =>
    other.query("INSERT INTO uploads (appid, order_key) VALUES ($1, $2)", [
      APPID,
      merchantKey(number),
    ]);

  const upload = (number: string, appid = APPID) =>
    store.orders.put(sentUpload(anUpload({ appid, orderKey: merchantKey(number) })));

  const pay = (number: string, appid = APPID) =>
    store.orders.putPayment(aPayment({ appid, outTradeNo: number, transactionId: `4${number}` }));

  const ship = (number: string) =>
    store.orders.putShipping(
      incomingShipping(
        { appid: APPID, mchids: [MCHID] },
        {
          order_key: orderKeyOfText(merchantKey(number)),
          openid: null,
          upload_time: "2022-05-20T13:40:00+08:00",
          deliveries: [
            { subOrderKey: "", path: "", delivery: { delivery_mode: 1, shipping_list: [] } },
          ],
        },
        PAID_AT_MS,
      ),
    );

  /** Whether a promise is settled now. */
  const isSettled = (promise: Promise<unknown>) =>
    Promise.race([promise.then(() => true), Promise.resolve(false)]);

  test("an upload that is tried alone does not miss a payment that is recorded meanwhile", async () => {
    await open(32);
    await hold("HELD");
    // given another process that is recording the payment of an order
    const payment = recordedPayment({ outTradeNo: "PAID", transactionId: "4PAID" });
    const paying = new Client(database.url);
    await paying.connect();
    await paying.query("BEGIN");
    for (const key of payment.orderKeys) {
      await paying.query("INSERT INTO uploads (appid, order_key) VALUES ($1, $2)", [APPID, key]);
    }
    const values = PAYMENT.values(payment);
    const parameters = values.map((_, index) => `$${index + 1}`);
    const insert = `INSERT INTO payments (${PAYMENT.list}) VALUES (${parameters.join(", ")})`;
    await paying.query(insert, values);
    for (const key of payment.orderKeys) {
      await paying.query(
        "INSERT INTO payment_numbers (order_key, appid, transaction_id) VALUES ($1, $2, $3)",
        [key, APPID, payment.id],
      );
    }

    // when its upload is in a batch whose wait for a lock times out
    const paid = upload("PAID");
    const held = upload("HELD");
    await other.query("SELECT pg_sleep($1)", [(LOCK_TIMEOUT_MS + 20) / 1000]);
    await paying.query("COMMIT");
    await paying.end();

    // then the two match
    expect(await paid).toMatchObject({ kind: "stored" });
    expect((await store.orders.findFacts(APPID, merchantKey("PAID"))).upload?.state).toBe(
      "matched",
    );
    await other.query("ROLLBACK");
    await held;
  });

  test("its upload waits, and the others of its batch are committed meanwhile", async () => {
    await open(32);
    await hold("HELD");

    const held = upload("HELD");
    const neighbours = await Promise.all([upload("1"), upload("2", OTHER_APPID)]);

    expect(neighbours.map(({ kind }) => kind)).toEqual(["stored", "stored"]);
    expect(await isSettled(held)).toBe(false);
    await other.query("ROLLBACK");
    expect(await held).toMatchObject({ kind: "stored", isReplacement: false });
  });

  test("its payment waits, and payments, logistics and replacements beside it do not", async () => {
    await open(32);
    await Promise.all([upload("1"), pay("1"), upload("2")]);
    await hold("HELD");

    const held = pay("HELD");
    const neighbours = await Promise.all([pay("2"), ship("1"), upload("1"), upload("3")]);

    expect(neighbours.map(({ kind }) => kind)).toEqual([
      "recorded",
      "stored",
      "repeated",
      "stored",
    ]);
    expect(await isSettled(held)).toBe(false);
    await other.query("ROLLBACK");
    expect(await held).toMatchObject({ kind: "recorded" });
  });

  test("no other upload waits for it in any lane, even when many wait", async () => {
    await open(2);
    const numbers = Array.from({ length: 8 }, (_, index) => `${index}`);
    for (const number of numbers) await hold(`HELD-${number}`);

    // when each batch has one of them
    const held: Promise<unknown>[] = [];
    const free: Promise<unknown>[] = [];
    for (const number of numbers) {
      held.push(upload(`HELD-${number}`));
      free.push(upload(`FREE-${number}`));
      await setImmediate();
    }
    await Promise.all(free);

    // then every lane has had some of them, and the next upload is still committed
    await upload("NEXT");
    expect(await Promise.all(held.map(isSettled))).not.toContain(true);
    await other.query("ROLLBACK");
    expect(await Promise.all(held)).toHaveLength(numbers.length);
  });

  test("its upload is rejected in the end, and nothing of it is stored", async () => {
    await open(32);
    await hold("HELD");

    const [held, free] = await Promise.allSettled([upload("HELD"), upload("1", OTHER_APPID)]);

    expect(held).toMatchObject({ status: "rejected", reason: { code: "55P03" } });
    expect(free.status).toBe("fulfilled");
    await other.query("ROLLBACK");
    expect(await store.orders.findOrder(APPID, merchantKey("HELD"))).toBeNull();
  });
});

test.each([
  [
    "loses every connection, one transaction is tried five times",
    (socket: Socket) => void socket.destroy(),
    5,
  ],
  ["does not answer, one connection is tried", () => {}, 1],
])("when the server %s, and the entire batch is rejected", async (_, answer, attempts) => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    answer(socket);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const database = new PostgresDatabase(`postgres://dingdan@127.0.0.1:${port}/dingdan`);
  const jobs = ["1", "2", "3"].map(
    (number) => ({ kind: "payment", payment: aPayment({ outTradeNo: number }) }) as const,
  );

  const outcomes = await commitOrderJobs(database, jobs, { isPatient: false });

  expect(outcomes.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(sockets).toHaveLength(attempts);
  await database.close();
  for (const socket of sockets) socket.destroy();
  server.close();
});
