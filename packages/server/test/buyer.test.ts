import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Buyer, type Merchant, Platform } from "./support/platform.js";
import { item, type Loose, order, paymentFor, upload } from "./support/requests.js";

const ANNA = "o-anna";
const MINUTE_S = 60;

let platform: Platform;
let tea: Merchant;
let home: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  tea = await platform.register({ name: "茶舍", mchids: ["1900000201"] });
  home = await platform.register({ name: "家居", mchids: ["1900000202"] });
  for (const { appid } of [tea, home]) {
    await platform.admin("POST", `/apps/${appid}/audit`, { result: "approved" });
  }
});
afterAll(() => platform.close());

const mchidOf = (merchant: Merchant) => (merchant === tea ? "1900000201" : "1900000202");

/** Uploads an order that was paid `minutesAgo`. */
async function sell(
  merchant: Merchant,
  openid: string,
  minutesAgo: number,
  items: readonly Loose[] = [item()],
): Promise<Loose> {
  const made = upload({ payer: { openid }, order_list: [order({ item_list: items })] });
  const request = {
    ...made,
    order_key: { ...(made["order_key"] as Loose), mchid: mchidOf(merchant) },
  };
  expect(await merchant.upload(request)).toMatchObject({ errcode: 0 });
  const paidAt = Date.parse("2022-05-20T13:29:34+08:00") - minutesAgo * 60_000;
  const payment = paymentFor(request, {
    appid: merchant.appid,
    mchid: mchidOf(merchant),
    success_time: new Date(paidAt).toISOString(),
  });
  expect((await platform.admin("POST", "/payments", payment)).body).toMatchObject({
    state: "matched",
  });
  return request;
}

const openLink = (body: Loose) =>
  platform.admin<{ token: string; detail: string }>("POST", "/buyer-sessions", body);

async function signIn(body: Loose): Promise<Buyer> {
  const { token } = (await openLink(body)).body;
  const path = `/buyer/v1/sessions/${token}`;
  return new Buyer(platform, (await platform.send<{ token: string }>("POST", path)).body.token);
}

const inBoth = (openid: string, other = openid) => ({
  buyers: [
    { appid: tea.appid, openid },
    { appid: home.appid, openid: other },
  ],
});

type Page = { items: (Loose & { merchant_name: string })[]; next_cursor?: string };

describe("one person in several apps", () => {
  test("sees the orders of all apps by time of payment, page by page", async () => {
    const [a, b] = ["o-in-tea", "o-in-home"] as const;
    for (const minutesAgo of [1, 4, 5, 9]) await sell(tea, a, minutesAgo);
    for (const minutesAgo of [2, 3, 5, 8]) await sell(home, b, minutesAgo);
    await sell(tea, b, 6); // The same openid in the other app is another buyer.
    const buyer = await signIn(inBoth(a, b));

    const seen: (readonly [string, string])[] = [];
    let cursor = "";
    for (;;) {
      const { body } = await buyer.get<Page>(`/orders?limit=3${cursor}`);
      for (const { merchant_name, paid_at } of body.items) {
        seen.push([paid_at as string, merchant_name]);
      }
      if (body.next_cursor === undefined) break;
      cursor = `&cursor=${body.next_cursor}`;
    }

    expect(seen).toHaveLength(8);
    const paidAt = seen.map(([instant]) => instant);
    expect(paidAt).toEqual(paidAt.toSorted().toReversed());
    expect(seen.slice(0, 4).map(([, name]) => name)).toEqual(["茶舍", "家居", "家居", "茶舍"]);
    expect(new Set(seen.map((row) => row.join())).size).toBe(8);
  });

  test("gets every app and openid of the session from /me", async () => {
    const buyer = await signIn(inBoth(ANNA));
    expect((await buyer.get("/me")).body).toMatchObject({
      appid: tea.appid,
      openid: ANNA,
      merchant_name: "茶舍",
      preview: false,
      buyers: [
        { appid: tea.appid, openid: ANNA, merchant_name: "茶舍" },
        { appid: home.appid, openid: ANNA, merchant_name: "家居" },
      ],
    });
  });

  test.each([
    ["neither one buyer nor several", () => ({}), 400],
    ["an appid without its openid", () => ({ appid: tea.appid }), 400],
    ["one buyer and several", () => ({ appid: tea.appid, openid: ANNA, ...inBoth(ANNA) }), 400],
    ["an empty list", () => ({ buyers: [] }), 400],
    [
      "one app twice",
      () => ({ buyers: [inBoth(ANNA).buyers[0], { ...inBoth("o-b").buyers[0] }] }),
      400,
    ],
    ["an unknown app", () => ({ buyers: [{ appid: "wxunknown", openid: ANNA }] }), 404],
  ] as const)("gets no link for %s", async (_title, body, status) => {
    const answer = await openLink(body());
    expect(answer.status).toBe(status);
    expect(answer.body.detail).not.toBe("");
  });
});

describe("a list", () => {
  test("shows three items of each merchant order, and the total number of pieces", async () => {
    const items = Array.from({ length: 5 }, (_, index) =>
      item({ merchant_item_id: `i${index}`, name: `item ${index}`, quantity: 2 }),
    );
    await sell(tea, "o-many", 1, items);
    const buyer = await signIn({ appid: tea.appid, openid: "o-many" });
    const [listed] = (await buyer.orders()) as [Loose];
    const [merchantOrder] = listed["order_list"] as [{ item_list: Loose[] }];
    expect(merchantOrder.item_list.map(({ name }) => name)).toEqual(["item 0", "item 1", "item 2"]);
    expect(listed).toMatchObject({ item_count: 10, refunds: [] });

    const whole = await buyer.get<Loose>(`/orders/${listed["id"] as string}`);
    const [wholeOrder] = whole.body["order_list"] as [{ item_list: Loose[] }];
    expect(wholeOrder.item_list).toHaveLength(5);
    expect(whole.body["timeline"]).toMatchObject([{ event: "paid" }, { event: "ordered" }]);
  });

  test("finds the buyer's own orders by part of a name or number, across pages", async () => {
    for (let index = 0; index < 7; index++) {
      const name = index % 2 === 0 ? `红茶 ${index}` : `绿茶 ${index}`;
      await sell(tea, "o-search", index, [item({ name })]);
    }
    await sell(tea, "o-other", 1, [item({ name: "红茶 of another" })]);
    const buyer = await signIn({ appid: tea.appid, openid: "o-search" });
    const q = encodeURIComponent("红茶");
    const first = (await buyer.get<Page>(`/orders?limit=3&q=${q}`)).body;
    const second = (await buyer.get<Page>(`/orders?limit=3&q=${q}&cursor=${first.next_cursor}`))
      .body;
    expect(first.items).toHaveLength(3);
    expect(second.items).toHaveLength(1);
    expect(second.next_cursor).toBeUndefined();

    const number = (first.items[1] as Loose)["transaction_id"] as string;
    const byNumber = await buyer.get<Page>(`/orders?q=${number.slice(-4)}`);
    expect(byNumber.body.items.map((found) => found["transaction_id"])).toContain(number);
    expect((await buyer.get<Page>("/orders?q=nothing")).body).toEqual({ items: [] });
    expect((await buyer.get<Page>(`/orders?q=${q}&state=shipped`)).body).toEqual({ items: [] });
  });
});

describe("a preview", () => {
  test("shows paid orders before the approval, and expires after half an hour", async () => {
    const newcomer = await platform.register({ name: "新店", mchids: ["1900000202"] });
    const link = { appid: newcomer.appid, openid: ANNA };
    await sell(newcomer, ANNA, 1);
    const waiting = upload({ payer: { openid: ANNA } });
    await newcomer.upload({
      ...waiting,
      order_key: { ...(waiting["order_key"] as Loose), mchid: "1900000202" },
    });

    expect(await (await signIn(link)).orders()).toEqual([]);
    const preview = await signIn({ ...link, preview: true });
    expect((await preview.get<Loose>("/me")).body["preview"]).toBe(true);
    const orders = await preview.orders();
    expect(orders).toHaveLength(1);
    const path = `/orders/${orders[0]?.["id"] as string}`;
    expect((await preview.get(path)).status).toBe(200);
    expect((await (await signIn(link)).get(path)).status).toBe(404);

    await platform.admin("POST", "/clock", { advance_seconds: 29 * MINUTE_S });
    expect((await preview.get("/me")).status).toBe(200);
    await platform.admin("POST", "/clock", { advance_seconds: MINUTE_S });
    expect((await preview.get("/me")).status).toBe(401);
  });
});

describe("a one-time link", () => {
  test("sent by another site's form is rejected, and stays usable", async () => {
    const { token } = (await openLink({ appid: tea.appid, openid: ANNA })).body;
    const send = (site: string) =>
      fetch(`${platform.url}/buyer/sessions/${token}`, {
        method: "POST",
        redirect: "manual",
        headers: { "sec-fetch-site": site },
      });
    expect((await send("cross-site")).status).toBe(403);
    expect((await send("same-origin")).status).toBe(303);
  });

  test("that was used links to the orders only for the buyer it signed in", async () => {
    const { token } = (await openLink({ appid: tea.appid, openid: ANNA })).body;
    const address = `${platform.url}/buyer/sessions/${token}`;
    const opened = await fetch(address, { method: "POST", redirect: "manual" });
    const cookie = opened.headers.get("set-cookie")?.split(";")[0] as string;
    const mine = await (await fetch(address, { headers: { cookie } })).text();
    const others = await (await fetch(address)).text();
    for (const page of [mine, others])
      expect(page).toContain("This link has been used or has expired");
    expect(mine).toContain("Show all orders");
    expect(others).not.toContain("Show all orders");
  });
});

describe("signing out", () => {
  test("ends the session on the server, so that a kept cookie gets 401", async () => {
    const { token } = (await openLink({ appid: tea.appid, openid: ANNA })).body;
    const opened = await fetch(`${platform.url}/buyer/sessions/${token}`, {
      method: "POST",
      redirect: "manual",
    });
    const cookie = opened.headers.get("set-cookie")?.split(";")[0] as string;
    const show = () => fetch(`${platform.url}/buyer/`, { headers: { cookie } });
    expect((await show()).status).toBe(200);

    const out = await fetch(`${platform.url}/buyer/sign-out`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie },
    });
    expect(out.status).toBe(303);
    expect(out.headers.get("set-cookie")).toMatch(
      /dingdan_buyer=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/,
    );
    expect((await show()).status).toBe(401);
  });
});
