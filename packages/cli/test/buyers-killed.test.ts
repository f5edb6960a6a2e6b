import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type ErasureReceipt, EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { afterEach, expect, test } from "vitest";
import { SqliteDatabase } from "../../server/src/storage/sqlite/database.js";
import { testSeed } from "../../server/test/support/random.js";
import { paymentFor } from "../../server/test/support/requests.js";
import { Random } from "../src/seed/random.js";
import { type RunningServer, temporaryFolder } from "./support/command.js";
import { serve } from "./support/installation.js";
import { admin, keyOf, ordinaryToken, register, upload } from "./support/wire.js";

const ROUNDS = 2;
const ORDERS = 24;
const { openid } = EXAMPLE_UPLOAD.payer;
const BUYER = { appid: EXAMPLE_APPID, openid };

const folder = temporaryFolder();
let server: RunningServer | null = null;
afterEach(async () => {
  await server?.stop("SIGKILL");
  folder.remove();
});

test("an erasure whose process is killed is finished by the next call, whose receipt counts both", async () => {
  const seed = testSeed();
  const random = new Random(seed);
  for (let round = 0; round < ROUNDS; round++) {
    const file = join(folder.path, `${round}.db`);
    server = await serve(`sqlite:${file}`, "--sandbox");
    const database = await SqliteDatabase.open(file);
    const token = await ordinaryToken(server.url, await register(server.url));
    for (let at = 0; at < ORDERS; at++) await paid(server.url, token, `KILLED-${at}`);
    const payments = random.integer(1, ORDERS - 4);
    const where = `seed ${seed}, round ${round}, killed after ${payments} payments`;

    const call = admin(server.url, "POST", "/buyers/erase", BUYER).catch(() => "cut off");
    await untilErased(database, payments);
    await server.stop("SIGKILL");
    expect(await call, where).toBe("cut off");
    server = await serve(`sqlite:${file}`, "--sandbox");

    const reply = await admin(server.url, "POST", "/buyers/erase", BUYER);
    const { removed } = reply as unknown as ErasureReceipt;
    expect(removed, where).toMatchObject({ uploads: ORDERS, payments: ORDERS });
    const { sections } = await admin(server.url, "POST", "/buyers/export", BUYER);
    expect(Object.values(sections as object).flat(), where).toEqual([]);
    expect(database.all("SELECT * FROM unfinished_erasures"), where).toEqual([]);
    await database.close();
    await server.stop("SIGKILL");
  }
}, 30_000);

async function paid(url: string, token: string, number: string): Promise<void> {
  expect(await upload(url, token, number)).toMatchObject({ errcode: 0 });
  const request = { ...EXAMPLE_UPLOAD, order_key: keyOf(number) };
  await admin(url, "POST", "/payments", paymentFor(request));
}

/** Waits until an erasure has committed this many payments. */
async function untilErased(database: SqliteDatabase, payments: number): Promise<void> {
  for (;;) {
    const [row] = database.all("SELECT removed FROM unfinished_erasures");
    const removed = JSON.parse(String(row?.["removed"] ?? "{}")) as ErasureReceipt["removed"];
    if ((removed["payments"] ?? 0) >= payments) return;
    await setImmediate();
  }
}
