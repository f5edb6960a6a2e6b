import { afterEach, beforeEach, expect, test } from "vitest";
import { SettingsError } from "../src/settings-error.js";
import { type Buyer, type Merchant, Platform } from "./support/platform.js";
import { type Loose, order, paymentFor, upload } from "./support/requests.js";
import {
  describeOnUnwritableDatabases,
  type UnwritableDatabase,
} from "./support/unwritable-database.js";

describeOnUnwritableDatabases("while the database cannot be written", (create) => {
  let database: UnwritableDatabase;
  let platform: Platform;
  let merchant: Merchant;
  let buyer: Buyer;
  let request: Loose;

  beforeEach(async () => {
    database = await create();
    platform = await Platform.start({
      databaseUrl: database.url,
      quotas: { perMinute: 1_000, perDay: 10_000 },
    });
    merchant = await platform.register();
    await platform.admin("POST", `/apps/${merchant.appid}/audit`, { result: "approved" });
    request = upload({ payer: { openid: "o-anna" }, order_list: [order()] });
    expect(await merchant.upload(request)).toMatchObject({ errcode: 0 });
    const payment = paymentFor(request, { appid: merchant.appid });
    expect((await platform.admin("POST", "/payments", payment)).body).toMatchObject({
      state: "matched",
    });
    buyer = await platform.buyer(merchant.appid, "o-anna");
    await database.blockWrites();
  });

  afterEach(async () => {
    await database.allowWrites();
    await platform.close();
    await database.remove();
  });

  const verify = () =>
    merchant.verify({ order_key: request["order_key"], payer: request["payer"] });

  test("merchants can verify uploads, within their call limits", async () => {
    expect(await verify()).toMatchObject({
      errcode: 0,
      verify_result: expect.stringMatching(/^SUCCESS/),
    });
  });

  test("buyers see their orders", async () => {
    const [listed] = await buyer.orders();
    expect(listed).toMatchObject({ appid: merchant.appid });
    expect(await buyer.get(`/orders/${listed?.["id"] as string}`)).toMatchObject({ status: 200 });
  });

  test("the operator sees orders, apps, statistics and calls", async () => {
    const paths = ["/orders", "/apps", "/statistics", "/requests", `/apps/${merchant.appid}`];
    for (const path of paths) {
      expect(await platform.admin("GET", path), path).toMatchObject({ status: 200 });
    }
  });

  test("the operator's writes are answered 503, and say where to look", async () => {
    const app = { name: "Shop", kind: "mini_program", mchids: [] };
    const { status, body } = await platform.admin<{ detail: string }>("POST", "/apps", app);
    expect(status).toBe(503);
    expect(body.detail).toContain("/readyz says what is down");
  });

  test("an upload is answered -1, and is accepted when the database can be written again", async () => {
    const second = upload({ payer: { openid: "o-ben" }, order_list: [order()] });
    expect(await merchant.upload(second)).toMatchObject({ errcode: -1 });

    await database.allowWrites();
    expect(await merchant.upload(second)).toMatchObject({ errcode: 0 });
  });
});

describeOnUnwritableDatabases("a platform whose database cannot be written", (create) => {
  test("does not start, and the error says what to do", async () => {
    const database = await create();
    await (await Platform.start({ databaseUrl: database.url })).close();
    await database.blockWrites();
    try {
      const start = Platform.start({ databaseUrl: database.url });
      await expect(start).rejects.toThrow(SettingsError);
      await expect(start).rejects.toThrow(
        /Another program has locked the file: end that program|the server accepts only reads/,
      );
    } finally {
      await database.allowWrites();
      await database.remove();
    }
  });

  test("is not ready, says why, and is ready again when the database can be written", async () => {
    const database = await create();
    const platform = await Platform.start({ databaseUrl: database.url });
    try {
      await database.blockWrites();
      expect(await platform.send("GET", "/readyz")).toMatchObject({
        status: 503,
        body: { status: "unavailable", checks: { reader: "ok" } },
      });

      await database.allowWrites();
      await expect
        .poll(async () => (await platform.send("GET", "/readyz")).status, { timeout: 10_000 })
        .toBe(200);
    } finally {
      await platform.close();
      await database.remove();
    }
  });
});
