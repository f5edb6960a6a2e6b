import { randomBytes } from "node:crypto";
import type { AttentionItemRepresentation } from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Receiver } from "./events/support/receiver.js";
import { ConsoleUser } from "./support/console.js";
import { describeOnBothEngines } from "./support/engines.js";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
import { type Loose, paymentFor, upload, uploadWithItem } from "./support/requests.js";

interface Attention {
  readonly from: string;
  readonly to: string;
  readonly items: readonly AttentionItemRepresentation[];
  readonly left_out: number;
}

const HOUR_S = 3_600;
let platform: Platform;
let merchant: Merchant;

const attention = async (query = "") =>
  (await platform.admin<Attention>("GET", `/attention${query}`)).body;
const now = () => platform.dingdan.clock.now().getTime();
const pass = (seconds: number) => platform.admin("POST", "/clock", { advance_seconds: seconds });

const signedIn = ({ appid, secret }: Merchant) => ConsoleUser.signIn(platform, { appid, secret });

/** Records a payment, and uploads its order as many `seconds` after the time of payment. */
async function matchAfter(seconds: number, changes: Loose = {}): Promise<void> {
  const request = upload();
  const success_time = new Date(now() - seconds * 1000).toISOString();
  await platform.admin("POST", "/payments", paymentFor(request, { success_time, ...changes }));
  await merchant.upload(request);
}

describeOnBothEngines("the list of what needs attention", (start) => {
  beforeEach(async () => {
    platform = await start();
    merchant = await platform.registerExample();
  });
  afterEach(() => platform.close());

  test("is empty while all is well", async () => {
    const { items, left_out, from, to } = await attention();
    expect([items, left_out]).toEqual([[], 0]);
    expect(to).toBe(new Date(now()).toISOString());
    expect(from).toBe("2022-05-19T06:00:00.000Z");
  });

  test("has late orders, unmatched payments, rises in errors, mismatches and what no review saw", async () => {
    await matchAfter(1);
    await matchAfter(8);
    await matchAfter(1, { payer: { openid: "oStranger" } });
    await platform.admin("POST", "/payments", paymentFor(upload()));
    for (let call = 0; call < 10; call++) await merchant.upload(uploadWithItem({ name: "" }));
    for (let call = 0; call < 11; call++) await merchant.call("/nothing", {});
    merchant.accessToken = "stolen";
    for (let call = 0; call < 12; call++) await merchant.upload({});
    await pass(HOUR_S);

    const { items } = await attention();
    const app = { appid: EXAMPLE_APPID, app_name: "示例商城" };
    expect(items).toMatchObject([
      { kind: "late_uploads", count: 1, of: 2, ...app },
      { kind: "refusals_rising", count: 12, before: 0, operation: "uploadShoppingInfo" },
      { kind: "refusals_rising", count: 11, errcode: 40066 },
      { kind: "refusals_rising", count: 10, operation: "uploadShoppingInfo", ...app },
      { kind: "unmatched_payments", count: 2, ...app },
      { kind: "orders", count: 1, reason: "other_payer" },
      { kind: "not_submitted", count: 2, ...app },
    ]);
    for (const item of items.slice(1, 3)) expect(item).not.toHaveProperty("appid");
    expect(items[0]?.words).toBe("1 of 2 orders came more than 5 s after payment");

    const chinese = await platform.send<Attention>(
      "GET",
      `/admin/v1/attention?appid=${app.appid}`,
      {
        headers: {
          authorization: `Bearer ${platform.dingdan.adminKey}`,
          "accept-language": "zh-CN",
        },
      },
    );
    expect(chinese.body.items).toHaveLength(5);
    expect(chinese.body.items[0]?.words).toBe("2 个订单中有 1 个在支付完成 5 秒后才上传");
  });

  test("forgets after a day what was counted, and has reviews that are due or rejected", async () => {
    await matchAfter(8);
    await merchant.confirm();
    await pass(5 * HOUR_S);
    expect((await attention()).items.map(({ kind }) => kind)).toEqual([
      "late_uploads",
      "review_due",
    ]);
    await pass(25 * HOUR_S);
    const { items } = await attention(`?appid=${EXAMPLE_APPID}`);
    expect(items).toMatchObject([{ kind: "review_rejected", count: 1, appid: EXAMPLE_APPID }]);
  });

  test("shows a merchant its own app only", async () => {
    await matchAfter(8);
    const other = await platform.register({ appid: "wx0000000000000002" });
    const user = await signedIn(other);
    expect((await user.admin<Attention>("GET", "/attention")).body.items).toEqual([]);
    const own = await signedIn(merchant);
    expect((await own.admin<Attention>("GET", "/attention")).body.items).toMatchObject([
      { kind: "late_uploads" },
      { kind: "not_submitted" },
    ]);
  });
});

test("the list of what needs attention has endpoints whose deliveries fail", async () => {
  platform = await Platform.start({ sealKey: randomBytes(32).toString("base64") });
  const receiver = await Receiver.start();
  try {
    merchant = await platform.registerExample();
    receiver.behave = () => ({ status: 500 });
    const body = { url: receiver.url, events: ["*"] };
    const endpoint = await platform.admin<Loose>("POST", "/webhook-endpoints", body);
    await merchant.upload(upload());
    await pass(1);
    const { id } = endpoint.body;
    expect((await attention()).items).toMatchObject([
      { kind: "webhook_failing", count: 1, id, url: receiver.url, at: expect.any(String) },
    ]);
    expect((await attention(`?appid=${EXAMPLE_APPID}`)).items).toEqual([]);
  } finally {
    await platform.close();
    await receiver.close();
  }
});
