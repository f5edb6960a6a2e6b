import { ADMIN_OPERATIONS, type AdminOperationKey, type HttpOperation } from "@dingdan/contract";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConsoleUser } from "./support/console.js";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
import { type Loose, paymentFor, upload } from "./support/requests.js";

/** A has an order, a review, an authorised platform and calls in the log; B tries to reach them. */
let platform: Platform;
let a: Merchant;
let b: Merchant;
let userA: ConsoleUser;
let userB: ConsoleUser;
let orderId: string;
let rid: string;
let transactionId: string;
let endpointId: string;
let eventId: string;
const COMPONENT = "wxcomponent";
const A_NUMBER = "number-of-a";
beforeAll(async () => {
  platform = await Platform.start();
  a = await platform.registerExample();
  b = await platform.register({ appid: "wxofb", name: "B" });
  userA = await ConsoleUser.signIn(platform, { appid: a.appid, secret: a.secret });
  userB = await ConsoleUser.signIn(platform, { appid: b.appid, secret: b.secret });
  const request = upload({
    order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: A_NUMBER },
  });
  await a.upload(request);
  await a.upload("{");
  const payment = paymentFor(request, { transaction_id: "4200000000202611200000000001" });
  const endpoint = { url: "http://127.0.0.1:9/events", events: ["*"], appid: a.appid };
  endpointId = (await platform.admin<{ id: string }>("POST", "/webhook-endpoints", endpoint)).body
    .id;
  transactionId = String(payment["transaction_id"]);
  await platform.admin("POST", "/payments", payment);
  await platform.admin("POST", `/apps/${a.appid}/audit`, { result: "approved" });
  await platform.admin("POST", "/components", { component_appid: COMPONENT, name: "platform" });
  await platform.admin("POST", `/components/${COMPONENT}/authorizations`, {
    appid: a.appid,
    permission_sets: [120],
  });
  const orders = await platform.admin<{ items: { id: string }[] }>("GET", "/orders");
  orderId = orders.body.items[0]?.id ?? "";
  const requests = await platform.admin<{ items: { rid: string }[] }>("GET", "/requests");
  rid = requests.body.items[0]?.rid ?? "";
  const events = await platform.admin<{ items: { id: string; type: string }[] }>("GET", "/events");
  eventId = events.body.items.findLast(({ type }) => type === "authorization.granted")?.id ?? "";
});
afterAll(() => platform.close());

/** Bodies that would be accepted if the merchant were permitted to call. */
const BODIES: Partial<Record<AdminOperationKey, Loose>> = {
  createApp: { name: "new", kind: "mini_program" },
  updateApp: { item_links: "optional" },
  setPermission: { state: "closed" },
  decideAudit: { result: "approved" },
  recordPayment: paymentFor(upload()),
  createBuyerSession: { appid: EXAMPLE_APPID, openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
  createComponent: { name: "new" },
  authorizeComponent: { appid: EXAMPLE_APPID, permission_sets: [120] },
  advanceClock: { advance_seconds: 1 },
  createWebhookEndpoint: { url: "http://127.0.0.1:9/events", events: ["*"] },
  changeWebhookEndpoint: { state: "disabled" },
  resendWebhookDeliveries: { since: "2022-05-20T00:00:00Z" },
  createResourcePackage: { appid: EXAMPLE_APPID, skuId: "1", source: 1 },
};

/** The path of an operation, with the ids of A's data. */
const pathOf = ({ path }: HttpOperation) =>
  path
    .replace("/components/:id", `/components/${COMPONENT}`)
    .replace(":appid", a.appid)
    .replace(":component", COMPONENT)
    .replace(":rid", rid)
    .replace("/webhook-endpoints/:id", `/webhook-endpoints/${endpointId}`)
    .replace(":event_id", eventId)
    .replace("/orders/:id", `/orders/${orderId}`)
    .replace(":transaction_id", transactionId)
    .replace("call/:operation", "call/uploadShoppingInfo")
    .replace(":operation", "uploadShoppingInfo")
    .replace(/:\w+/, "1");

/** One of A's trade orders or endpoints, which B's app does not have. */
const namesAnothers = ({ path }: HttpOperation) => /:transaction_id|-endpoints\/:id/.test(path);

const OPERATIONS = Object.entries(ADMIN_OPERATIONS) as [AdminOperationKey, HttpOperation][];
const allOf = async () => {
  const see = async (path: string) => (await platform.admin("GET", path)).body;
  return {
    app: await see(`/apps/${a.appid}`),
    apps: await see("/apps"),
    order: await see(`/orders/${orderId}`),
    authorizations: await see(`/apps/${a.appid}/authorizations`),
    reviews: await see(`/apps/${a.appid}/reviews`),
    calls: await see(`/requests?appid=${a.appid}`),
    endpoint: await see(`/webhook-endpoints/${endpointId}`),
  };
};

describe("a merchant of another app reads nothing and changes nothing with", () => {
  test.each(OPERATIONS)("%s", async (key, operation) => {
    const before = await allOf();
    const path = pathOf(operation);
    const sent = operation.method === "GET" ? undefined : (BODIES[key] ?? {});
    const answer = await userB.admin(operation.method, path, sent);
    const reach = operation.merchant?.reach;
    if (reach === undefined) expect(answer.status).toBe(403);
    else if (reach === "appid-in-path" || reach === "order-in-path" || namesAnothers(operation))
      expect(answer.status).toBe(404);
    else expect(answer.status).toBe(operation.status ?? 200);
    if (reach === "appid-in-query") {
      const named = await userB.admin(operation.method, `${path}?appid=${a.appid}`, sent);
      expect(named.status).toBe(404);
      const twice = await userB.admin(
        operation.method,
        `${path}?appid=${b.appid}&appid=${a.appid}`,
        sent,
      );
      expect(twice.status).toBe(404);
    }
    const text = JSON.stringify(answer.body);
    for (const secret of [a.appid, A_NUMBER, orderId, rid]) expect(text).not.toContain(secret);
    expect(await allOf()).toEqual(before);
  });
});

describe("a merchant can use for its own app", () => {
  const own = OPERATIONS.filter(([, { method, merchant }]) => merchant && method === "GET");
  test.each(own)("%s", async (_, operation) => {
    const { status } = await userA.admin("GET", pathOf(operation));
    expect(status).toBe(200);
  });

  test("lists of orders, calls and counts, which hold only its own data without naming the app", async () => {
    const appids = async (user: ConsoleUser, path: string) => {
      const { body } = await user.admin<{ items: { appid: string }[] }>("GET", path);
      return new Set(body.items.map(({ appid }) => appid));
    };
    expect(await appids(userA, "/orders")).toEqual(new Set([a.appid]));
    expect(await appids(userB, "/orders")).toEqual(new Set());
    expect(await appids(userA, "/requests")).toEqual(new Set([a.appid]));
    await b.upload("{");
    expect(await appids(userB, "/requests")).toEqual(new Set([b.appid]));
    const statistics = await userB.admin<{ totals: Loose; apps: Loose }>("GET", "/statistics");
    expect(statistics.body.totals).toMatchObject({ uploads: 0, matched: 0 });
    expect(statistics.body.apps).toEqual({
      closed: 0,
      open: 1,
      reviewing: 0,
      approved: 0,
      rejected: 0,
    });
    const csv = await userB.admin<{ text: string }>("GET", "/orders/export");
    expect(csv.body.text.trim().split("\r\n")).toHaveLength(1);
  });

  test("the settings of a back office, but not the operator's", async () => {
    const path = `/apps/${b.appid}`;
    const settings = {
      mchids: ["1900000110"],
      ip_whitelist: ["203.0.113.0/24"],
      item_links: "optional",
      open_paths: ["pages/order/detail"],
    };
    expect((await userB.admin("PATCH", path, settings)).body).toMatchObject(settings);
    for (const member of [
      { name: "A" },
      { category_open: true },
      { quotas: { per_minute: 9, per_day: 9 } },
      { item_links: "required", quotas: { per_minute: 9, per_day: 9 } },
    ]) {
      const refused = await userB.admin("PATCH", path, member);
      expect(refused.status).toBe(403);
      expect(refused.body["detail"]).toContain(Object.keys(member).at(-1));
    }
    expect((await userB.admin("GET", path)).body).toMatchObject({ ...settings, name: "B" });
    expect((await userB.admin("PUT", `${path}/permission`, { state: "closed" })).status).toBe(200);
    expect((await userB.admin("POST", `${path}/agreement`)).status).toBe(200);
    expect((await userB.admin("POST", `${path}/validate/uploadShoppingInfo`, {})).status).toBe(200);
    expect((await userB.admin("POST", `${path}/call/uploadShoppingInfo`, {})).status).toBe(200);
  });
});

test("each operation that a merchant may reach has a path or query that can name the app", () => {
  for (const [key, { path, query, merchant }] of OPERATIONS) {
    switch (merchant?.reach) {
      case "appid-in-path":
        expect(path, key).toContain("/:appid");
        break;
      case "order-in-path":
        expect(path, key).toMatch(/^\/orders\/:id/);
        break;
      case "appid-in-query":
        expect(query?.properties, key).toHaveProperty("appid");
        break;
      case "anything":
        expect(path, key).toMatch(/^\/(clock|settings)$/);
        break;
      case undefined:
        break;
    }
  }
});
