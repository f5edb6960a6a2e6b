import { ADMIN_OPERATIONS, ADMIN_PREFIX } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, example, Platform } from "./support/platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  newTradeNumber,
  paymentFor,
  upload,
  uploadWithOrder,
} from "./support/requests.js";

let platform: Platform;
beforeEach(async () => {
  platform = await Platform.start();
});
afterEach(() => platform.close());

interface Page {
  readonly items: Record<string, unknown>[];
  readonly next_cursor?: string;
}

describe("the operator's key", () => {
  test("is required by every operation, and an unknown path gets 404 without it", async () => {
    const operations = Object.values(ADMIN_OPERATIONS).map(({ method, path }) => ({
      method,
      path: path.replace(/:\w+/g, "1"),
      expected: 401,
    }));
    const unknown = { method: "GET", path: "/nothing", expected: 404 };
    // An address that has presented the right key is not blocked by the wrong ones that follow.
    expect((await platform.admin("GET", "/apps")).status).toBe(200);
    for (const { method, path, expected } of [...operations, unknown]) {
      for (const authorization of [
        "",
        "Bearer",
        "Bearer wrong",
        `Basic ${platform.dingdan.adminKey}`,
      ]) {
        const answer = await platform.send(method, ADMIN_PREFIX + path, {
          headers: { authorization },
        });
        expect(answer.status, `${method} ${path}`).toBe(expected);
        expect(answer.headers.get("content-type")).toContain("application/problem+json");
      }
    }
    const { status, headers, body } = await platform.send("GET", "/admin/v1/apps");
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toContain("Bearer");
    expect(body).toMatchObject({ status: 401, title: "Unauthorized", detail: expect.any(String) });
    const headersOfAnother = { authorization: "Bearer wrong" };
    const wrong = await platform.send("GET", "/admin/v1/apps", { headers: headersOfAnother });
    expect(wrong.body["detail"]).toContain("This admin key is not valid");
  });
});

describe("an app", () => {
  test("is registered, and only this answer shows its secret", async () => {
    const { status, body } = await platform.admin("POST", "/apps", {
      appid: EXAMPLE_APPID,
      name: "示例",
      kind: "mini_program",
      mchids: ["1900000109"],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      appid: EXAMPLE_APPID,
      kind: "mini_program",
      name: "示例",
      mchids: ["1900000109"],
      permission: "closed",
      secret: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    const shown = await platform.admin("GET", `/apps/${EXAMPLE_APPID}`);
    expect(shown.body).not.toHaveProperty("secret");
    expect(JSON.stringify(shown.body)).not.toContain(body["secret"]);
  });

  test("gets a generated appid if it names none, and cannot take a used one", async () => {
    const made = await platform.admin("POST", "/apps", { name: "a", kind: "official_account" });
    expect(made.body["appid"]).toMatch(/^wx[0-9a-f]{16}$/);
    const again = { appid: made.body["appid"], name: "b", kind: "mini_program" };
    expect((await platform.admin("POST", "/apps", again)).status).toBe(409);
  });

  test("with invalid members is rejected with each violation at its path", async () => {
    const { status, body } = await platform.admin("POST", "/apps", {
      appid: "no blanks",
      kind: "website",
      mchids: ["1900000109", 7],
      nmae: "typo",
    });
    expect(status).toBe(400);
    const paths = (body["violations"] as { path: string }[]).map(({ path }) => path);
    expect(paths).toEqual(["name", "appid", "kind", "mchids[1]", "nmae"]);
  });

  test("is listed, shown and changed", async () => {
    for (const name of ["a", "b", "c"]) await platform.register({ name, appid: `wx${name}` });
    const first = await platform.admin<Page>("GET", "/apps?limit=2");
    expect(first.body.items.map((app) => app["appid"])).toEqual(["wxa", "wxb"]);
    const query = `limit=2&cursor=${first.body.next_cursor}`;
    const second = await platform.admin<Page>("GET", `/apps?${query}`);
    expect(second.body).toMatchObject({ items: [{ appid: "wxc" }] });
    expect(second.body.next_cursor).toBeUndefined();

    const changed = await platform.admin("PATCH", "/apps/wxa", { mchids: ["1"], name: "A" });
    expect(changed.body).toMatchObject({ name: "A", mchids: ["1"], item_links: "required" });
    expect((await platform.admin("PATCH", "/apps/wxa", { kind: "x" })).status).toBe(400);
    const open_paths = ["pages/order/detail", "pages/shop"];
    expect((await platform.admin("PATCH", "/apps/wxa", { open_paths })).body).toMatchObject({
      open_paths,
    });
    for (const wrong of ["/pages/shop", "pages/shop?id=1", "pages/../shop", "页面", ""]) {
      const refused = await platform.admin("PATCH", "/apps/wxa", { open_paths: [wrong] });
      expect(refused.status, wrong).toBe(400);
      expect(JSON.stringify(refused.body)).toContain("pages/order/detail");
    }
    expect((await platform.admin("GET", "/apps/wxa")).body).toMatchObject({ open_paths });
    expect((await platform.admin("GET", "/apps/wxnone")).status).toBe(404);
  });

  test("signs the agreement, and the operator can review it only after its permission is open", async () => {
    await platform.register({ appid: "wxa", isOpen: false });
    const signed = await platform.admin("POST", "/apps/wxa/agreement");
    expect(signed.body).toMatchObject({
      permission: "closed",
      agreement_signed_at: expect.any(String),
    });
    const audit = { result: "approved" };
    expect((await platform.admin("POST", "/apps/wxa/audit", audit)).status).toBe(409);
    await platform.admin("PUT", "/apps/wxa/permission", { state: "open" });
    const approved = await platform.admin("POST", "/apps/wxa/audit", audit);
    expect(approved.body).toMatchObject({ permission: "approved", last_result: "APPROVED" });
  });
});

describe("the search for orders", () => {
  test("finds an order by each of its complete numbers, and by app and state", async () => {
    const merchant = await platform.registerExample();
    await merchant.upload(example("upload-shopping-info.json"));
    await platform.admin("POST", "/payments", example("payment.json"));
    await merchant.upload(uploadWithOrder({ merchant_order_no: 'quote " and \\ %' }));
    const other = await platform.register();
    await other.upload(upload());

    const find = async (query: Record<string, string>) =>
      (await platform.admin<Page>("GET", `/orders?${new URLSearchParams(query)}`)).body.items;
    for (const q of ["232457563423", "DINGDAN-20220520-0001", "4200001234202205201234567890"]) {
      expect(await find({ q }), q).toMatchObject([
        { transaction_id: "4200001234202205201234567890" },
      ]);
    }
    expect(await find({ q: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" })).toHaveLength(3);
    expect(await find({ q: 'quote " and \\ %' })).toHaveLength(1);
    expect(await find({ q: "23245756342" })).toEqual([]);
    expect(await find({ q: "%" })).toEqual([]);
    expect(await find({ state: "matched" })).toHaveLength(1);
    expect(await find({ state: "waiting", appid: EXAMPLE_APPID })).toHaveLength(1);
    expect((await platform.admin("GET", "/orders?state=unknown")).status).toBe(400);
    expect((await platform.admin("GET", "/orders?limit=0")).status).toBe(400);
    expect((await platform.admin("GET", "/orders?cursor=forged")).status).toBe(400);
  });

  test("returns all orders page by page, newest first", async () => {
    const merchant = await platform.registerExample();
    const numbers: string[] = [];
    for (let count = 0; count < 5; count++) {
      const out_trade_no = newTradeNumber();
      numbers.unshift(out_trade_no);
      await merchant.upload(
        upload({ order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no } }),
      );
    }
    const seen: string[] = [];
    let path = "/orders?limit=2";
    for (;;) {
      const { body } = await platform.admin<Page>("GET", path);
      seen.push(
        ...body.items.map((order) => (order["order_key"] as { out_trade_no: string }).out_trade_no),
      );
      if (body.next_cursor === undefined) break;
      path = `/orders?limit=2&cursor=${body.next_cursor}`;
    }
    expect(seen).toEqual(numbers);
  });

  test("shows one order with its complete timeline", async () => {
    const merchant = await platform.registerExample();
    const request = upload();
    await merchant.upload(request);
    await merchant.upload({ ...request, upload_time: "2022-05-20T13:29:36+08:00" });
    await platform.dingdan.clock.advance(1);
    await platform.admin("POST", "/payments", paymentFor(request));
    await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "approved" });
    const [found] = (await platform.admin<Page>("GET", "/orders")).body.items;
    const { body } = await platform.admin<{ timeline: { event: string }[] }>(
      "GET",
      `/orders/${found?.["id"] as string}`,
    );
    expect(body).toMatchObject({
      state: "matched",
      verify_result: expect.stringMatching(/^SUCCESS/),
      details: { order_list: [{ merchant_order_no: "order-1" }] },
      payment: { trade_state: "SUCCESS" },
    });
    const events = body.timeline.map(({ event }) => event);
    expect(events).toEqual([
      "paid",
      "uploaded",
      "replaced",
      "payment_received",
      "matched",
      "exposed",
    ]);
    expect((await platform.admin("GET", "/orders/unknown")).status).toBe(404);
  });
});

describe("the clock", () => {
  test("can be moved in a sandbox, and continues from there", async () => {
    const before = platform.dingdan.clock.now().getTime();
    const { body } = await platform.admin("POST", "/clock", { advance_seconds: 3600 });
    const after = Date.parse(body["now"] as string);
    expect(after - before).toBeGreaterThanOrEqual(3_600_000);
    expect(after - before).toBeLessThan(3_660_000);
    expect((await platform.admin("POST", "/clock", { advance_seconds: -1 })).status).toBe(400);
  });

  test("cannot be moved outside a sandbox", async () => {
    const real = await Platform.start({ sandbox: false });
    expect((await real.admin("POST", "/clock", { advance_seconds: 1 })).status).toBe(403);
    await real.close();
  });
});

test("a body that is not JSON and an unknown path are answered with a problem document", async () => {
  const broken = await platform.admin("POST", "/apps", "{");
  expect(broken.status).toBe(400);
  expect(broken.headers.get("content-type")).toContain("application/problem+json");
  const none = await platform.admin("DELETE", "/apps/wxa");
  expect(none.status).toBe(404);
  expect(none.headers.get("content-type")).toContain("application/problem+json");
});

test("a payment with too deep nesting or a sum beyond exact integers is rejected", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  const payment = JSON.stringify(paymentFor(upload()));
  const answer = await platform.admin("POST", "/payments", `${payment.slice(0, -1)},"zz":${deep}}`);
  expect(answer.status).toBe(400);
  const combined = combinedPaymentFor(combinedUpload());
  for (const sub of combined["sub_orders"] as { amount: object }[]) {
    sub.amount = { total_amount: Number.MAX_SAFE_INTEGER };
  }
  expect((await platform.admin("POST", "/payments", combined)).status).toBe(400);
});

test("a setting of null is accepted, and an undecodable path is answered with a problem document", async () => {
  await platform.register({ appid: "wxa" });
  expect((await platform.admin("PATCH", "/apps/wxa", { quotas: null })).status).toBe(200);
  const undecodable = await platform.admin("GET", "/apps/%ff");
  expect(undecodable.headers.get("content-type")).toContain("application/problem+json");
});
