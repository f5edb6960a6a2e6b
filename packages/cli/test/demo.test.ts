import { expect, test } from "vitest";
import { dingdan, dingdanJson } from "./support/command.js";

interface Step {
  title: string;
  method: string;
  path: string;
  request: unknown;
  status: number;
  reply: Record<string, unknown>;
  duration_ms: number;
  is_as_expected: boolean;
}

test("the demo goes from an upload to the buyer who sees the order", async () => {
  const { code, document } = await dingdanJson(["demo"]);
  const steps = document as Step[];
  expect(code).toBe(0);
  expect(steps.every((step) => step.is_as_expected)).toBe(true);

  const called = steps.map(({ method, path }) => `${method} ${path.split("?")[0]}`);
  const verify = "POST /user-order/shoppinginfo/verify";
  const confirm = "POST /user-order/orders-permission/confirm";
  const buyersOrders = "GET /buyer/v1/orders";
  const flow = [
    "POST /admin/v1/apps",
    "GET /cgi-bin/token",
    "POST /user-order/orders",
    verify,
    "POST /admin/v1/payments",
    verify,
    confirm,
    buyersOrders,
    "POST /admin/v1/clock",
    confirm,
    buyersOrders,
    "POST /admin/v1/service-provider-orders",
    "GET /wxa/charge/service-provider/order/get",
  ];
  expect(called.filter((call) => flow.includes(call))).toEqual([
    ...flow.slice(0, 9),
    "GET /cgi-bin/token",
    ...flow.slice(9, 11),
    "POST /admin/v1/apps",
    "GET /cgi-bin/token",
    ...flow.slice(11),
  ]);

  const replies = (call: string) =>
    steps.filter((_, index) => called[index] === call).map(({ reply }) => reply);
  expect(replies(verify).map((reply) => String(reply["verify_result"]).split(":")[0])).toEqual([
    "NOT_PAID",
    "SUCCESS",
  ]);
  expect(replies(confirm).map((reply) => reply["last_result"])).toEqual(["", "APPROVED"]);
  expect(replies(buyersOrders).map((reply) => (reply["items"] as unknown[]).length)).toEqual([
    0, 1,
  ]);
});

test("each call is printed, and what the buyer sees", async () => {
  const { code, out, err } = await dingdan(["demo"]);
  expect(code).toBe(0);
  expect(err).toBe("");
  expect(out).toContain("POST /user-order/orders?access_token=…");
  expect(out).toMatch(/Image Store {2}232457563423 {2}iPhoneX 256G {4}2 {2}¥8,288\.00/);
  expect(out).toContain("保护壳");
  expect(out).toContain("¥16,675.00");
});

test("the demo is in Chinese in a Chinese locale", async () => {
  const { out } = await dingdan(["demo"], { env: { LANG: "zh_CN.UTF-8" } });
  expect(out).toContain("买家看到订单");
  expect(out).toContain("影像商店");
});

test("no secret and no token is shown", async () => {
  const { out } = await dingdan(["demo", "--json"]);
  expect(out).not.toMatch(/access_token=(?!…)/);
  expect(out).not.toMatch(/"(?:access_token|secret|token)":"(?!…)/);
  expect(out).not.toMatch(/sessions\/(?!…)/);
});

test("the demo of shipping goes from two payments to the released money", async () => {
  const { code, document } = await dingdanJson(["demo", "shipping"]);
  const steps = document as Step[];
  expect(code).toBe(0);
  expect(steps.every((step) => step.is_as_expected)).toBe(true);
  const wire = steps.filter(({ path }) => path.startsWith("/wxa/sec/order/"));
  expect(wire.map(({ reply }) => reply["errcode"])).toEqual([
    10060001, 0, 0, 10060023, 0, 0, 0, 10060004,
  ]);
  const { out } = await dingdan(["demo", "shipping"], { env: { LANG: "zh_CN.UTF-8" } });
  expect(out).toMatch(/DD-20220520-0002 {2}提醒商家发货 +trade_manage_remind_shipping/);
  expect(out).toMatch(/DD-20220520-0001 {2}资金结算 +trade_manage_order_settlement/);
});
