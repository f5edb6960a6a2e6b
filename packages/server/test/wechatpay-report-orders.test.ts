import { describe, expect, test } from "vitest";
import { Random } from "../../cli/src/seed/random.js";
import { createDingdan } from "../src/index.js";
import { FakeWeChatPay } from "./support/notices.js";
import { EXAMPLE_TIME, Platform } from "./support/platform.js";
import { createMigratedDatabase, describeOnPostgres } from "./support/postgres.js";
import { testSeed } from "./support/random.js";
import { permutations, REPORTS, ReportSender } from "./support/reports.js";
import { type Loose, upload } from "./support/requests.js";

/** The processes that serve one database: here two platforms that share nothing else. */
interface Processes {
  readonly first: Platform;
  /** The URLs of all processes. */
  readonly urls: readonly string[];
  readonly close: () => Promise<void>;
}

async function oneProcess(): Promise<Processes> {
  const first = await Platform.start({ databaseUrl: "sqlite::memory:" });
  return { first, urls: [first.url], close: () => first.close() };
}

async function twoProcesses(): Promise<Processes> {
  const database = await createMigratedDatabase();
  const first = await Platform.startOn(database);
  const second = await createDingdan({
    databaseUrl: database.url,
    startsAt: EXAMPLE_TIME,
    clock: "frozen",
  });
  const close = async () => {
    await second.close();
    await first.close();
  };
  return { first, urls: [first.url, second.url], close };
}

async function checkOrders(start: () => Promise<Processes>): Promise<void> {
  const seed = testSeed();
  const random = new Random(seed);
  const wechat = new FakeWeChatPay();
  const { first, urls, close } = await start();
  const merchant = await first.registerExample();
  await wechat.setKeys(first);
  const { appid, accessToken } = merchant;
  const sender = new ReportSender({ urls, appid, accessToken, wechat });
  const orders = permutations(REPORTS);
  const requests: Loose[] = [];
  for (const order of orders) {
    const request = upload();
    requests.push(request);
    for (const report of order) {
      const copies = random.integer(1, 3);
      await Promise.all(Array.from({ length: copies }, () => sender.send(report, request)));
    }
  }
  // All reports of these at the same time.
  for (let count = 0; count < 12; count++) {
    const request = upload();
    requests.push(request);
    await Promise.all([...REPORTS, ...REPORTS].map((report) => sender.send(report, request)));
  }

  for (const [index, request] of requests.entries()) {
    const about = `seed ${seed}, ${orders[index]?.join(", ") ?? "all at once"}`;
    const { order_key, payer } = request;
    const { verify_result: result } = await merchant.verify({ order_key, payer });
    expect(result, about).toMatch(/^SUCCESS:/);
    const query = `/orders?q=${String((order_key as Loose)["out_trade_no"])}`;
    const { items } = (await first.admin<{ items: { id: string }[] }>("GET", query)).body;
    expect(items, about).toHaveLength(1);
    const { body } = await first.admin("GET", `/orders/${items[0]?.id}`);
    expect(body["refunds"], about).toHaveLength(1);
    expect(body, about).toMatchObject({ state: "matched", refunds: [{ state: "succeeded" }] });
    expect(body["attention"], about).toBeUndefined();
  }
  await close();
}

const TITLE = "every order of five reports with copies ends with one match and one refund";

test(`${TITLE}, on SQLite`, { timeout: 120_000 }, () => checkOrders(oneProcess));

describeOnPostgres("over two processes on PostgreSQL", () => {
  test(TITLE, { timeout: 240_000 }, () => checkOrders(twoProcesses));
});

describe("the orders of a list", () => {
  test("are all of them, each once", () => {
    const all = permutations([1, 2, 3, 4]).map((order) => order.join(""));
    expect([all.length, new Set(all).size]).toEqual([24, 24]);
  });
});
