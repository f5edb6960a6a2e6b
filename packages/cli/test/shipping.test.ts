import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_PAYMENT, EXAMPLE_SHIPMENT, EXAMPLE_TRADE_UPLOAD } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dingdan,
  dingdanJson,
  exampleFile,
  type RunningServer,
  startShop,
  temporaryFolder,
  type Variables,
} from "./support/command.js";

const folder = temporaryFolder();
const ID = EXAMPLE_PAYMENT.transaction_id;
const CHINESE = { LC_ALL: "zh_CN.UTF-8" };
let server: RunningServer;
let env: Variables;

beforeAll(async () => {
  ({ server, env } = await startShop());
  await dingdan(["pay", exampleFile("payment.json")], { env });
});
afterAll(async () => {
  await server.stop();
  folder.remove();
});

const run = (...words: string[]) => dingdan(["shipping", ...words], { env });
const read = async (...words: string[]) =>
  (await dingdanJson(["shipping", ...words], { env })).document;

function file(name: string, content: unknown): string {
  const path = join(folder.path, name);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

async function upload(): Promise<unknown> {
  const { DINGDAN_APPID: appid = "", DINGDAN_SECRET: secret = "" } = env;
  const query = new URLSearchParams({ grant_type: "client_credential", appid, secret });
  const token = (await (await fetch(`${server.url}/cgi-bin/token?${query}`)).json()) as {
    access_token: string;
  };
  const path = `/wxa/sec/order/upload_shipping_info?access_token=${token.access_token}`;
  const body = JSON.stringify(EXAMPLE_SHIPMENT);
  return (await fetch(server.url + path, { method: "POST", body })).json();
}

describe("shipping", () => {
  test("an unshipped payment is listed, and its receipt cannot be confirmed", async () => {
    const { code, out } = await run("list");
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`${ID} +DINGDAN-20220520-0001 +¥16,675.00 +1 to ship`));
    expect(await run("confirm", ID)).toMatchObject({
      code: 1,
      out: expect.stringContaining("cancel") as string,
    });
  });

  test("a payment that is not under management is listed with the reason", async () => {
    const payment = { ...EXAMPLE_PAYMENT, out_trade_no: "T-2", transaction_id: "4200000000000002" };
    await dingdan(["pay", file("devtools.json", { ...payment, source: "devtools" })], { env });
    const { out } = await run("list", "--search", "T-2");
    expect(out).toMatch(/T-2 .*–.*paid by a scan in the developer tool/);
    expect(out).not.toContain(ID);
  });

  test("a shipped payment is shown with its parcel, its timer and its timeline", async () => {
    expect(await upload()).toEqual({ errcode: 0, errmsg: "ok" });
    const { code, out } = await run("show", ID);
    expect(code).toBe(0);
    for (const words of [
      "2 shipped",
      "frozen",
      "possible once",
      "the receipt is confirmed automatically: ",
      "YT0000000000001",
      "trade_manage_order_settlement",
    ]) {
      expect(out).toContain(words);
    }
    const chinese = await dingdan(["shipping", "show", ID], { env: { ...env, ...CHINESE } });
    expect(chinese.out).toContain("2 已发货");
    expect(await read("list", "--state", "shipped")).toMatchObject([{ transaction_id: ID }]);
  });

  test("another buyer cannot confirm the receipt", async () => {
    const { code, out } = await run("confirm", ID, "--openid", "oAnother");
    expect(code).toBe(1);
    expect(out).toContain("获取用户订单失败");
  });

  test("the receipt is confirmed while a complaint is open, and its end releases the money", async () => {
    expect((await run("complaint", ID, "open")).out).toContain("the timers are stopped");
    expect(await read("confirm", ID)).toEqual({ status: "success", errormsg: "" });
    expect(await read("show", ID)).toMatchObject({ state_name: "unsettled", money: "frozen" });
    expect(await read("complaint", ID, "close")).toMatchObject({
      state_name: "settled",
      money: "released",
    });
  });

  test("an unknown payment is a problem with a next step", async () => {
    const { code, err } = await run("show", "4200000000000009");
    expect(code).toBe(1);
    expect(err).toContain("4200000000000009");
  });
});

describe("app shipping", () => {
  const settings = (...words: string[]) =>
    dingdan(["app", "shipping", env["DINGDAN_APPID"] ?? "", ...words], { env });
  const pay = (id: string, more: object = {}) =>
    dingdan(
      [
        "pay",
        file(`${id}.json`, { ...EXAMPLE_PAYMENT, out_trade_no: id, transaction_id: id, ...more }),
      ],
      { env },
    );

  test("flags change the settings of an app, and without a flag they are shown", async () => {
    const changed = await settings("--managed", "off", "--ingestion-seconds", "0");
    expect(changed).toMatchObject({ code: 0, err: "" });
    expect(changed.out).toMatch(
      /settings changed\n.*\n +under management +off\n.*\n +found after +0 s/,
    );
    expect((await settings()).out).toMatch(/admitted by WeChat +on\n +under management +off/);
    const later = await settings("--strict-uploads", "on", "--permission-sets-of-2023", "on");
    expect(later.out).toMatch(
      /strict uploads +on\n +permission sets of 2023 +on\n +must join +off/,
    );
    const chinese = await dingdan(["app", "shipping", "--help"], { env: { ...env, ...CHINESE } });
    expect(chinese.out).toContain("支付后多少秒接口可查到");
  });

  test("pay says that a payment is not under management, why, and what to do", async () => {
    const { code, out } = await pay("T-10");
    expect(code).toBe(0);
    expect(out).toContain("the app was not under management; calls return 10060001");
    expect(out).toContain("--managed on");

    await settings("--managed", "on");
    expect((await pay("T-11")).out).toContain("calls find it from ");
    expect((await pay("T-12", { source: "devtools" })).out).toContain("developer tool");
  });

  test("a bad value is an error with its flag, and changes nothing", async () => {
    const { code, err } = await settings("--settle-seconds", "-5", "--admitted", "off");
    expect(code).toBe(2);
    expect(err).toContain("--settle-seconds");
    const time = await settings("--authorized-at", "yesterday");
    expect(time.code).toBe(1);
    expect(time.err).toContain("trade_management.authorized_at");
    expect((await settings()).out).toMatch(/admitted by WeChat +on/);
  });
});

describe("validate", () => {
  test("recognises shipping information by its members, and says so", async () => {
    const path = exampleFile("upload-shipping-information.json");
    const { code, out } = await dingdan(["validate", path]);
    expect(code).toBe(0);
    expect(out).toContain("checked as wxa.sec.order.uploadShippingInfo, by its members");
    const { document } = await dingdanJson(["validate", path]);
    expect(document).toMatchObject({ operation: "wxa.sec.order.uploadShippingInfo", faulty: 0 });
  });

  test("lists all errors of shipping information with their codes", async () => {
    const [parcel] = EXAMPLE_TRADE_UPLOAD.shipping_list;
    const { contact: _, ...withoutContact } = parcel;
    const path = file("faulty.json", {
      ...EXAMPLE_TRADE_UPLOAD,
      shipping_list: [withoutContact],
      upload_time: "2026-11-20 15:30:00",
    });
    const { code, document } = await dingdanJson(["validate", path]);
    expect(code).toBe(1);
    expect(document).toMatchObject({
      violations: [{ errcode: 10060014 }, { errcode: 268485216, path: "upload_time" }],
    });
  });

  test("--operation decides, whatever the members are", async () => {
    const path = exampleFile("upload-shipping-information.json");
    const words = ["validate", path, "--operation", "uploadShippingInfo"];
    const { document } = await dingdanJson(words);
    expect(document).toMatchObject({ operation: "uploadShippingInfo", total: 1 });
  });

  test("the first request that can be read decides for a file of many", async () => {
    const path = join(folder.path, "many.ndjson");
    writeFileSync(path, `{\n${JSON.stringify(EXAMPLE_SHIPMENT)}\n{}\n`);
    const { document } = await dingdanJson(["validate", path]);
    expect(document).toMatchObject({
      operation: "wxa.sec.order.uploadShippingInfo",
      total: 3,
      faulty: 2,
    });
  });
});
