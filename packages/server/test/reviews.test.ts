import type {
  DelayedOrderRepresentation,
  ReviewCaseRepresentation,
  ReviewDecisionRepresentation,
} from "@dingdan/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { EXAMPLE_APPID, type Merchant, Platform } from "./support/platform.js";
import { type Loose, paymentFor, upload } from "./support/requests.js";

let platform: Platform;
let merchant: Merchant;
beforeEach(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterEach(() => platform.close());

async function matchAfter(seconds: number): Promise<Loose> {
  const request = upload();
  const now = platform.dingdan.clock.now().getTime();
  const success_time = new Date(now - seconds * 1000).toISOString();
  await platform.admin("POST", "/payments", paymentFor(request, { success_time }));
  await merchant.upload(request);
  return request;
}

const queue = async (query = "") =>
  (await platform.admin<{ items: ReviewCaseRepresentation[] }>("GET", `/reviews${query}`)).body
    .items;
const history = async () => {
  const path = `/apps/${EXAMPLE_APPID}/reviews`;
  return (await platform.admin<{ items: ReviewDecisionRepresentation[] }>("GET", path)).body.items;
};
const wait = (hours: number) => platform.admin("POST", "/clock", { advance_seconds: hours * 3600 });

test("the queue shows the apps that wait for a review, with the figures that decide it", async () => {
  await platform.register({ appid: "wxidle" });
  await matchAfter(2);
  await matchAfter(9);
  expect(await queue()).toEqual([]);
  await merchant.confirm();

  const [waiting, ...others] = await queue();
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({
    appid: EXAMPLE_APPID,
    name: "示例商城",
    permission: "reviewing",
    last_result: "",
    is_repeat: false,
    matched_uploads: 2,
    late_uploads: 1,
    would_be: "rejected",
    reason: expect.stringContaining("1 of 2"),
    due_at: expect.stringMatching(/^2022-05-20T11:29/),
  });
  expect(waiting?.slowest_delay_ms).toBeGreaterThanOrEqual(9000);
  expect((await platform.admin("GET", `/apps/${EXAMPLE_APPID}/review`)).body).toMatchObject({
    matched_uploads: 2,
  });
  expect((await queue("?state=open")).map(({ appid }) => appid)).toEqual(["wxidle"]);
});

test("the queue has pages, sorted by appid", async () => {
  for (const appid of ["wxa", "wxb", "wxc"]) await platform.register({ appid });
  const { body } = await platform.admin<{ items: Loose[]; next_cursor: string }>(
    "GET",
    "/reviews?state=open&limit=3",
  );
  expect(body.items.map((item) => item["appid"])).toEqual(["wxa", "wxb", "wxc"]);
  const next = `state=open&cursor=${body.next_cursor}`;
  expect((await queue(`?${next}`)).map(({ appid }) => appid)).toEqual([EXAMPLE_APPID]);
});

test("the history keeps every decision of the platform and the operator, with reason and figures", async () => {
  expect(await history()).toEqual([]);
  await matchAfter(9);
  await merchant.confirm();
  await wait(6);
  await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, {
    result: "rejected",
    reason: "no shop",
  });
  await platform.dingdan.clock.advance(1);
  await merchant.renewToken();
  await merchant.confirm();
  await matchAfter(1);
  await wait(6);

  expect(await history()).toMatchObject([
    { decided_by: "platform", result: "approved", matched_uploads: 1, late_uploads: 0 },
    { decided_by: "operator", result: "rejected", reason: "no shop", matched_uploads: 0 },
    {
      decided_by: "platform",
      result: "rejected",
      reason: expect.stringContaining("later than 5 s"),
      matched_uploads: 1,
      late_uploads: 1,
      decided_at: expect.stringMatching(/^2022-05-20T11:29/),
    },
  ]);
});

test("the history does not keep a rejected decision", async () => {
  await platform.admin("PUT", `/apps/${EXAMPLE_APPID}/permission`, { state: "closed" });
  const audit = { result: "approved" };
  expect((await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, audit)).status).toBe(409);
  expect(await history()).toEqual([]);
  expect((await platform.admin("POST", "/apps/wxnone/audit", audit)).status).toBe(404);
});

test("the delays of the current window are listed, the slowest first", async () => {
  for (const seconds of [2, 9, 4]) await matchAfter(seconds);
  const path = `/apps/${EXAMPLE_APPID}/delays`;
  type Delays = { items: DelayedOrderRepresentation[]; matched_uploads: number };
  const { body } = await platform.admin<Delays>("GET", path);
  expect(body.matched_uploads).toBe(3);
  expect(body.items.map(({ delay_ms }) => Math.floor(delay_ms / 1000))).toEqual([9, 4, 2]);
  const slowest = body.items[0];
  expect((await platform.admin("GET", `/orders/${slowest?.id}`)).body).toMatchObject({
    transaction_id: slowest?.transaction_id,
  });
  expect((await platform.admin<Delays>("GET", `${path}?limit=1`)).body.items).toHaveLength(1);

  await platform.admin("POST", `/apps/${EXAMPLE_APPID}/audit`, { result: "rejected" });
  expect((await platform.admin<Delays>("GET", path)).body.items).toEqual([]);
  expect((await platform.admin("GET", "/apps/wxnone/delays")).status).toBe(404);
});
