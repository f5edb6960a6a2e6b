import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform } from "../support/platform.js";
import { type Loose, paymentFor, upload } from "../support/requests.js";
import { makeGoods, RETAIL_SPU, SKU_300 } from "../support/service-provider.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

type Item = Loose & { readonly type: string; readonly data: Loose };

/** The events of apps so far, as type and data. */
async function appEvents(): Promise<[string, Loose][]> {
  const { body } = await platform.admin<{ items: readonly Item[] }>("GET", "/events?limit=1000");
  const items = body.items.filter(({ type }) => /^(review|permission|quota)/.test(type));
  for (const { appid, order_id } of items) {
    expect([appid, order_id]).toEqual([EXAMPLE_APPID, undefined]);
  }
  return items.map(({ type, data }) => [type, data]);
}

const setPermission = (state: "open" | "closed") =>
  platform.admin("PUT", `/apps/${EXAMPLE_APPID}/permission`, { state });
const decide = (body: Loose) => platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, body);
const wait = (seconds: number) => platform.admin("POST", "/clock", { advance_seconds: seconds });
const changed = (before: string, permission: string) => [
  "permission.changed",
  { permission, before },
];

describe("the permission of an app", () => {
  test("reports every change once, and nothing when it stays as it is", async () => {
    await setPermission("closed");
    await setPermission("open");
    await setPermission("open");
    await merchant.confirm();
    await merchant.confirm();
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { name: "新名称" });
    await setPermission("closed");
    expect(await appEvents()).toEqual([
      changed("closed", "open"),
      changed("open", "closed"),
      changed("closed", "open"),
      changed("open", "reviewing"),
      changed("reviewing", "closed"),
    ]);
  });

  test("reports the review that changed it, by the platform and by the operator", async () => {
    await merchant.confirm();
    await wait(6 * 3_600);
    const request = upload();
    await merchant.renewToken();
    const success_time = platform.dingdan.clock.now().toISOString();
    await platform.admin("POST", "/payments", paymentFor(request, { success_time }));
    await merchant.upload(request);
    await wait(6 * 3_600);
    await decide({ result: "rejected", reason: "no such shop" });
    await decide({ result: "approved" });
    await decide({ result: "approved" });
    const none = "no upload was matched to its payment since the permission was opened";
    expect(await appEvents()).toEqual([
      changed("closed", "open"),
      changed("open", "reviewing"),
      ["review.rejected", { decided_by: "platform", reason: none }],
      changed("reviewing", "rejected"),
      ["review.approved", { decided_by: "platform" }],
      changed("rejected", "approved"),
      ["review.rejected", { decided_by: "operator", reason: "no such shop" }],
      changed("approved", "rejected"),
      ["review.approved", { decided_by: "operator" }],
      changed("rejected", "approved"),
      ["review.approved", { decided_by: "operator" }],
    ]);
  });

  test("reports nothing of a decision that was refused", async () => {
    await setPermission("closed");
    const before = await appEvents();
    expect((await decide({ result: "approved" })).status).toBe(409);
    expect(await appEvents()).toEqual(before);
  });
});

describe("a limit that is used up", () => {
  const alarms = async () => (await appEvents()).filter(([type]) => type === "quota.alarm");
  const calls = async (count: number) => {
    for (let call = 0; call < count; call++) await merchant.upload(upload());
  };

  test("is reported once for its minute or day, not for the calls that are refused", async () => {
    const quotas = { per_minute: 2, per_day: 3 };
    await platform.admin("PATCH", `/apps/${EXAMPLE_APPID}`, { quotas });
    const operation = "uploadShoppingInfo";
    const ofMinute = ["quota.alarm", { per: "minute", operation, limit: 2, used: 2 }];
    const ofDay = ["quota.alarm", { per: "day", operation, limit: 3, used: 3 }];
    await calls(1);
    expect(await alarms()).toEqual([]);
    await calls(5);
    expect(await alarms()).toEqual([ofMinute]);
    await wait(60);
    await calls(5);
    await wait(60);
    await calls(2);
    expect(await alarms()).toEqual([ofMinute, ofDay]);
    await wait(24 * 3_600);
    await merchant.renewToken();
    await calls(3);
    expect(await alarms()).toEqual([ofMinute, ofDay, ofMinute]);
  });

  test("may be a resource package", async () => {
    await makeGoods(platform);
    const given = { appid: EXAMPLE_APPID, skuId: SKU_300, source: 1, all: "9007199254740993" };
    const { body } = await platform.admin("POST", "/resource-packages", given);
    const pkgId = String(body["pkgId"]);
    const use = (count: string) =>
      platform.admin("POST", `/resource-packages/${pkgId}/uses`, { count });
    await use("9007199254740000");
    expect((await use("994")).status).toBe(409);
    expect(await alarms()).toEqual([]);
    await use("993");
    expect((await use("1")).status).toBe(409);
    expect(await alarms()).toEqual([
      ["quota.alarm", { per: "package", pkg_id: pkgId, spu_id: RETAIL_SPU, quota: given.all }],
    ]);
  });
});
