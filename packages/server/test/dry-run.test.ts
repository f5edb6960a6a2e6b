import { afterAll, beforeAll, expect, test } from "vitest";
import { type Merchant, Platform } from "./support/platform.js";
import { type Loose, upload, uploadWithItem } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

test("a dry-run returns every broken rule, with the errcode of the call for the first", async () => {
  const request = uploadWithItem({ name: "", quantity: -2 });
  request["upload_time"] = "yesterday";
  const call = await merchant.upload(request);
  const dryRun = await merchant.dryRun("uploadShoppingInfo", request);
  expect(dryRun.errcode).toBe(call.errcode);
  expect(dryRun["violations"]).toEqual([
    {
      errcode: 268485207,
      path: "order_list[0].item_list[0].name",
      message: expect.any(String),
      hint: expect.any(String),
      causes: [],
    },
    {
      errcode: 268435461,
      path: "order_list[0].item_list[0].quantity",
      message: expect.stringContaining("must be at least 1"),
      hint: expect.any(String),
      causes: [],
    },
    {
      errcode: 268485216,
      path: "upload_time",
      message: expect.any(String),
      hint: expect.stringContaining("2022-05-20T13:29:35.120+08:00"),
      causes: [],
    },
  ]);
});

test("a dry-run of a valid request gets 0 and stores nothing", async () => {
  const request = upload();
  const passed = { errcode: 0, errmsg: "ok", violations: [] };
  expect(await merchant.dryRun("uploadShoppingInfo", request)).toEqual(passed);
  const { order_key, payer } = request;
  const { verify_result } = await merchant.verify({ order_key, payer });
  expect(verify_result).toMatch(/^NOT_UPLOADED/);
});

test("a dry-run checks the stored upload and the permission", async () => {
  const request = upload();
  await merchant.upload(request);
  const later = { ...request, payer: { openid: "oAnother" } };
  const { violations } = await merchant.dryRun("uploadShoppingInfo", later);
  expect(violations).toMatchObject([{ errcode: 268435461, path: "upload_time" }]);

  const closed = await platform.register({ isOpen: false });
  const both = await closed.dryRun("uploadShoppingInfo", { ...request, payer: {} });
  const codes = (both["violations"] as Loose[]).map(({ errcode }) => errcode);
  expect(codes).toEqual([268485184, 268485192]);
});

test.each([
  ["ShoppingInfoVerifyUploadResult", { order_key: {} }, [268485194, 268485192]],
  ["confirmProductPermission", {}, []],
  ["getOrder", { orderId: "DD1" }, [10120002]],
])("%s has a dry-run", async (operation, body, codes) => {
  const { violations } = await merchant.dryRun(operation, body);
  expect((violations as Loose[]).map(({ errcode }) => errcode)).toEqual(codes);
});

test("a dry-run names the mistake in a body that is not JSON", async () => {
  for (const [body, id] of [
    ['{"order_key": {},}', "json-trailing-comma"],
    ["{'order_key': {}}", "json-quotes"],
    ["[{}]", "list-for-body"],
  ]) {
    const { violations } = await merchant.dryRun("uploadShoppingInfo", body);
    expect(violations).toMatchObject([{ errcode: 47001, causes: [{ id }] }]);
  }
});

test("a dry-run needs the token and the name of an operation", async () => {
  const path = "/dingdan/v1/validate/uploadShoppingInfo";
  expect((await platform.send("POST", path, { body: "{}" })).body).toMatchObject({
    errcode: 41001,
  });
  expect(await merchant.dryRun("nothing", {})).toMatchObject({ errcode: 40066 });
  expect(await merchant.dryRun("getAccessToken", {})).toMatchObject({ errcode: 40066 });
  expect(await merchant.dryRun("uploadShoppingInfo", "[]")).toMatchObject({ errcode: 47001 });
  expect(await merchant.dryRun("uploadShoppingInfo", "")).toMatchObject({ errcode: 44002 });
});
