import { afterAll, beforeAll, expect, test } from "vitest";
import { EXAMPLE_MCHID, type Merchant, Platform } from "./support/platform.js";
import type { Loose } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
let closed: Merchant;

beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
  closed = await platform.register({ isOpen: false });
});
afterAll(() => platform.close());

test("a call with every mistake is rejected for path, method, token, permission, body and rules, in this order", async () => {
  const answers = async (method: string, path: string, body?: string) => {
    const given = body === undefined ? {} : { body };
    return (await platform.send<{ errcode: number }>(method, path, given)).body.errcode;
  };
  const path = "/user-order/orders";
  expect(await answers("PUT", `${path}/nothing`)).toBe(40066);
  expect(await answers("PUT", path)).toBe(43002);
  expect(await answers("POST", path)).toBe(41001);
  expect(await answers("POST", `${path}?access_token=forged`)).toBe(40001);
  expect(await answers("POST", `${path}?access_token=${closed.accessToken}`)).toBe(268485184);
  const allowed = `${path}?access_token=${merchant.accessToken}`;
  expect(await answers("POST", allowed)).toBe(44002);
  expect(await answers("POST", allowed, "{")).toBe(47001);
  expect(await answers("POST", allowed, "{}")).toBe(268485194);
});

/** Sets a nested member: `order_list.0.item_list.0.name`. */
function setAt(target: unknown, path: string, value: unknown): void {
  const steps = path.split(".");
  const last = steps.pop() as string;
  let place = target as Loose;
  for (const step of steps) place = place[step] as Loose;
  place[last] = value;
}

test("an upload with every mistake is rejected for one after the other, in answer order", async () => {
  const request: Loose = { logistics_type: 9 };
  const item = "order_list.0.item_list.0";
  const steps: [answer: number, path: string, fixed: unknown][] = [
    [268485194, "order_key", { order_number_type: 1 }],
    [268485196, "order_key.mchid", "1900000999"],
    [268485197, "order_key.out_trade_no", "no blanks, please"],
    [268485217, "order_key.mchid", EXAMPLE_MCHID],
    [268435461, "order_key.out_trade_no", "PRECEDENCE-1"],
    [268485191, "order_list", [{}]],
    [268485201, "order_list.0.merchant_order_no", "x".repeat(65)],
    [268485202, "order_list.0.order_detail_jump_link", { type: 2 }],
    [268485204, "order_list.0.order_detail_jump_link.appid", "wxother"],
    [268485205, "order_list.0.order_detail_jump_link.path", "/order"],
    [268486029, "order_list.0.order_detail_jump_link.appid", "wxd678efh567hg6787"],
    [268485211, "order_list.0.item_list", [{ image_url: [], merchant_item_id: "x".repeat(65) }]],
    [268435461, "order_list.0.merchant_order_no", "order-1"],
    [268485207, `${item}.name`, "x".repeat(257)],
    [268485208, `${item}.unit_price`, -1],
    [268485209, `${item}.quantity`, -1],
    [268485210, `${item}.image_url`, ["ftp://a.cn"]],
    [268485272, `${item}.item_detail_jump_link`, {}],
    [268485202, `${item}.item_detail_jump_link`, { type: 1 }],
    [268485206, `${item}.item_detail_jump_link.url`, "no link"],
    [268459788, `${item}.item_detail_jump_link`, { type: 2, appid: "wxother", path: "/item" }],
    [268459789, `${item}.item_detail_jump_link.appid`, "wxd678efh567hg6787"],
    [268435461, `${item}.merchant_item_id`, "item-1"],
    [268435461, `${item}.name`, "保护壳"],
    [268435461, `${item}.unit_price`, 0],
    [268435461, `${item}.quantity`, 1],
    [268435461, `${item}.image_url`, null],
    [268485192, "payer", { openid: "?" }],
    [268457013, "payer.openid", "AAAA"],
    [268457014, "payer.openid", "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"],
    [268485193, "logistics_type", 0],
    [268485214, "upload_time", "2022-05-20 13:29:35"],
    [268485216, "upload_time", "2022-05-20T13:29:35+08:00"],
  ];
  for (const [answer, path, fixed] of steps) {
    const reply = await merchant.upload(request);
    expect(reply, `before ${path} is fixed`).toMatchObject({ errcode: answer });
    setAt(request, path, fixed);
  }
  expect(await merchant.upload(request)).toEqual({ errcode: 0, errmsg: "ok" });
});

test("repeated ids are reported after the violations of the items", async () => {
  const link = { type: 1, url: "https://a.cn" };
  const item = { merchant_item_id: "1", name: "a", unit_price: 1, quantity: 1 };
  const request: Loose = {
    order_key: { order_number_type: 1, mchid: EXAMPLE_MCHID, out_trade_no: "PRECEDENCE-2" },
    order_list: [
      { merchant_order_no: "1", order_detail_jump_link: link, item_list: [item, item] },
      { merchant_order_no: "1", order_detail_jump_link: link, item_list: [item] },
    ],
    payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" },
    upload_time: "2022-05-20T13:29:35+08:00",
  };
  const paths = async () => {
    const { violations } = await merchant.dryRun("uploadShoppingInfo", request);
    return (violations as { errcode: number; path: string }[]).map(
      ({ errcode, path }) => `${errcode} ${path}`,
    );
  };
  expect(await paths()).toEqual([
    "268485272 order_list[0].item_list[0].item_detail_jump_link",
    "268485272 order_list[0].item_list[1].item_detail_jump_link",
    "268486047 order_list[0].item_list[1].merchant_item_id",
    "268459786 order_list[1].merchant_order_no",
    "268485272 order_list[1].item_list[0].item_detail_jump_link",
  ]);
});

test("a request for a token is checked by appid, then grant_type, then secret", async () => {
  const query: Record<string, string> = {};
  const steps: [answer: number | undefined, name: string, fixed: string][] = [
    [41002, "appid", "wx0000000000000000"],
    [40013, "appid", merchant.appid],
    [40002, "grant_type", "client_credential"],
    [41004, "secret", "wrong"],
    [40125, "secret", merchant.secret],
  ];
  const ask = () => platform.send("GET", `/cgi-bin/token?${new URLSearchParams(query)}`);
  for (const [answer, name, fixed] of steps) {
    expect((await ask()).body["errcode"]).toBe(answer);
    query[name] = fixed;
  }
  expect((await ask()).body).toMatchObject({ expires_in: 7200 });
});
