import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Merchant, Platform, type WireReply } from "./support/platform.js";
import { paymentFor, upload, uploadWithItem } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

interface Replayed {
  readonly rid: string;
  readonly reply: WireReply;
  readonly detail: string;
}

const logOf = async () =>
  (await platform.admin<{ items: LoggedRequestRepresentation[] }>("GET", "/requests")).body.items;
const replay = (rid: string, body: unknown = {}): Promise<Answer<Replayed>> =>
  platform.admin<Replayed>("POST", `/requests/${rid}/replay`, body);
const replayLast = async (body: unknown = {}) => replay((await logOf())[0]?.rid ?? "", body);

test("the replay of a rejected upload succeeds once the permission is open, without a token", async () => {
  await platform.admin("PUT", `/apps/${merchant.appid}/permission`, { state: "closed" });
  const request = upload();
  expect((await merchant.upload(request)).errcode).toBe(268485184);
  await platform.admin("PUT", `/apps/${merchant.appid}/permission`, { state: "open" });
  await platform.admin("POST", "/clock", { advance_seconds: 7200 });

  const { status, body } = await replayLast();
  expect(status).toBe(200);
  expect(body.reply).toEqual({ errcode: 0, errmsg: "ok" });
  const [logged, original] = await logOf();
  expect(logged).toMatchObject({
    rid: body.rid,
    appid: merchant.appid,
    errcode: 0,
    // The replay sent the openid, which the log masks again.
    body: JSON.stringify(request).replace("oUpF8uMuAJO_M2pxb1Q9zNjWeS6o", "oUpF…eS6o"),
    user_agent: `dingdan replay of ${original?.rid}`,
  });
});

test("the reply of a rejected replay ends with its own rid", async () => {
  const first = await merchant.upload(uploadWithItem({ name: "" }));
  const { body } = await replayLast();
  expect(body.reply.errcode).toBe(first.errcode);
  expect(body.reply.errmsg).toMatch(new RegExp(` rid: ${body.rid}$`));
  expect(first.errmsg).not.toContain(body.rid);
});

test("a replay runs at the given time, and the platform's clock stays unchanged", async () => {
  const request = upload();
  const before = platform.dingdan.clock.now().getTime();
  await platform.admin("PUT", `/apps/${merchant.appid}/permission`, { state: "closed" });
  await merchant.upload(request);
  await platform.admin("PUT", `/apps/${merchant.appid}/permission`, { state: "open" });
  const { body } = await replayLast({ at: "2022-05-20T13:29:38+08:00" });
  expect(Number.parseInt(body.rid.slice(0, 8), 16)).toBe(
    Date.parse("2022-05-20T13:29:38+08:00") / 1000,
  );
  await platform.admin("POST", "/payments", paymentFor(request));
  const { body: orders } = await platform.admin<{ items: { received_at: string }[] }>(
    "GET",
    "/orders",
  );
  expect(orders.items[0]?.received_at).toBe("2022-05-20T05:29:38.000Z");
  expect(platform.dingdan.clock.now().getTime() - before).toBeLessThan(60_000);
});

test("a dry-run is replayed as a dry-run, and a GET call with its parameters in the query", async () => {
  const request = uploadWithItem({ name: "", quantity: 0 });
  await merchant.dryRun("uploadShoppingInfo", request);
  const dryRun = await replayLast();
  expect(dryRun.body.reply["violations"]).toHaveLength(2);
  await merchant.getOrder("DD0000000000000000000");
  expect((await replayLast()).body.reply.errcode).toBe(10120002);
});

test("a call whose body was masked only in fields that the server ignores can be replayed", async () => {
  await merchant.upload(upload({ access_token: merchant.accessToken, phone: "13812345678" }));
  expect((await replayLast()).body.reply).toEqual({ errcode: 0, errmsg: "ok" });
});

test("a replay with a corrected body sends the openid that the log masks", async () => {
  const request = upload();
  const wrong = { ...request, upload_time: "2022-05-20 13:29:35" };
  expect((await merchant.upload(wrong)).errcode).toBe(268485216);
  const [logged] = await logOf();
  const corrected = logged?.body.replace("2022-05-20 13:29:35", "2022-05-20T13:29:35+08:00");
  expect(corrected).toContain("oUpF…eS6o");
  const { body } = await replayLast({ body: corrected });
  expect(body.reply).toEqual({ errcode: 0, errmsg: "ok" });
  await platform.admin("POST", "/payments", paymentFor(request));
  const { body: orders } = await platform.admin<{ items: unknown[] }>("GET", "/orders");
  expect(orders.items[0]).toMatchObject({
    openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o",
    state: "matched",
  });
  expect((await logOf())[0]?.body).toContain("oUpF…eS6o");
});

describe("no replay", () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ["of a path that is no interface", "not an interface", () => merchant.call("/nothing", {})],
    ["of a call for a token", "no secrets", () => merchant.renewToken()],
    [
      "of a call without a token",
      "no registered app",
      () => platform.send("POST", "/user-order/orders", { body: "{}" }),
    ],
    [
      "of a body that was cut",
      "first 16 KiB",
      () => merchant.upload(upload({ padding: "x".repeat(20_000) })),
    ],
    ["of a body that is no text", "UTF-8", () => merchant.upload(Buffer.from([0x7b, 0xd6, 0x7d]))],
    [
      "of a body that was masked where it is read",
      "order_list[0].item_list[0].name",
      () => merchant.upload(uploadWithItem({ name: "送给 13812345678" })),
    ],
    ["of a masked body that is no JSON", "(body)", () => merchant.upload("phone=13812345678")],
  ])("%s", async (_, reason, call) => {
    await call();
    const { status, body } = await replayLast();
    expect(status).toBe(409);
    expect(body.detail).toContain(reason);
  });

  test("of a rid that is not in the log, or at an invalid time", async () => {
    expect((await replay("6aac005a-01bfdbee-79769285")).status).toBe(404);
    await merchant.upload("");
    expect((await replayLast({ at: "yesterday" })).status).toBe(400);
  });

  test("outside a sandbox", async () => {
    const real = await Platform.start({ sandbox: false });
    const path = "/requests/6aac005a-01bfdbee-79769285/replay";
    expect((await real.admin("POST", path, {})).status).toBe(403);
    await real.close();
  });
});
