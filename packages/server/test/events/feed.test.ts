import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Merchant, Platform } from "../support/platform.js";
import { type Loose, paymentFor, upload } from "../support/requests.js";

interface Page {
  readonly items: readonly (Loose & { readonly id: string; readonly type: string })[];
  readonly next_after: string;
}

interface Recent {
  readonly items: readonly Loose[];
  readonly next_cursor?: string;
}

let platform: Platform;
let merchant: Merchant;
beforeAll(async () => {
  platform = await Platform.start();
  merchant = await platform.registerExample();
});
afterAll(() => platform.close());

async function read(query: Record<string, string> = {}): Promise<Page> {
  const answer = await platform.admin<Page>("GET", `/events?${new URLSearchParams(query)}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

const numbered = (number: string) =>
  upload({ order_key: { order_number_type: 1, mchid: "1900000109", out_trade_no: number } });

describe("the feed of events", () => {
  test("lists what happened to an order, with its sequence", async () => {
    const { next_after: after } = await read({ after: "now" });
    const order = numbered("FEED-1");
    await merchant.upload(order);
    await platform.admin("POST", "/payments", paymentFor(order));
    const page = await read({ after });
    expect(page.items).toMatchObject([
      {
        type: "order.uploaded",
        appid: merchant.appid,
        sequence: 1,
        data: { mchid: "1900000109", out_trade_no: "FEED-1", state: "waiting" },
      },
      { type: "order.matched", sequence: 2, data: { out_trade_no: "FEED-1", refund: "none" } },
      { type: "trade.ingested", sequence: 1, data: { out_trade_no: "FEED-1", state: "unshipped" } },
    ]);
    expect(page.items[1]?.["order_id"]).toBe(page.items[0]?.["order_id"]);
    expect(JSON.stringify(page.items)).not.toContain("openid");
    expect((await read({ after: page.items[0]?.id ?? "" })).items).toEqual(page.items.slice(1));
    expect((await read({ after: page.next_after })).items).toEqual([]);
  });

  test("of an app that is not registered is refused at once, and does not wait", async () => {
    const answer = await platform.admin<Loose>("GET", "/events?appid=wx-typo&wait_seconds=20");
    expect(answer).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining("No app has the appid wx-typo.") as string },
    });
  });

  test("waits for an event, and answers when there is one", async () => {
    const { next_after: after } = await read({ after: "now" });
    const waiting = read({ after, wait_seconds: "20" });
    await merchant.upload(numbered("FEED-2"));
    const { items } = await waiting;
    expect(items).toMatchObject([{ type: "order.uploaded", data: { out_trade_no: "FEED-2" } }]);
  });

  test("filters by type, and continues after what it left out", async () => {
    const { next_after: after } = await read({ after: "now" });
    await merchant.upload(numbered("FEED-3"));
    const page = await read({ after, type: "order.refunded" });
    expect(page.items).toEqual([]);
    expect((await read({ after: page.next_after })).items).toEqual([]);
    expect((await read({ after })).items).toHaveLength(1);
  });

  test("is listed newest first for people, page by page, by type and by app", async () => {
    for (const number of ["FEED-R1", "FEED-R2", "FEED-R3"]) await merchant.upload(numbered(number));
    const recent = async (query: Record<string, string>) => {
      const path = `/events/recent?${new URLSearchParams(query)}`;
      const { body } = await platform.admin<Recent>("GET", path);
      const numbers = body.items.map(({ data }) => (data as Loose)["out_trade_no"]);
      return { numbers, cursor: body.next_cursor ?? "" };
    };
    const first = await recent({ limit: "2" });
    expect(first.numbers).toEqual(["FEED-R3", "FEED-R2"]);
    expect((await recent({ limit: "1", cursor: first.cursor })).numbers).toEqual(["FEED-R1"]);
    const uploads = await recent({ limit: "1", type: "order.uploaded", appid: merchant.appid });
    expect(uploads.numbers).toEqual(["FEED-R3"]);
    expect(await recent({ type: "order.refunded" })).toEqual({ numbers: [], cursor: "" });
    expect((await recent({ appid: "wx-another" })).numbers).toEqual([]);
    const now = platform.dingdan.clock.now().toISOString();
    const later = new Date(Date.parse(now) + 60_000).toISOString();
    expect((await recent({ from: later })).numbers).toEqual([]);
    expect((await recent({ to: later, limit: "1" })).numbers).toEqual(first.numbers.slice(0, 1));
  });

  test.each([
    ["evt_000000000000_1", 410, "Events after this one were deleted"],
    ["yesterday", 400, "after must be the next_after of an earlier call"],
    ["evt_1", 400, "after must be the next_after of an earlier call"],
  ])("rejects after=%s with the next step", async (after, status, detail) => {
    const answer = await platform.admin<Loose>("GET", `/events?after=${after}`);
    expect(answer).toMatchObject({ status, body: { detail: expect.stringContaining(detail) } });
  });

  test.each([
    ["/events?after=yesterday", "after", "leave it out to start with the oldest event"],
    [
      "/events?wait_seconds=1.5",
      "wait_seconds",
      "must be an integer in decimal digits, such as 20, got 1.5",
    ],
    ["/events?cursor=x", "cursor", "is unknown; this operation takes after, limit, wait_seconds"],
    ["/events/recent?after=x", "after", "is unknown; this operation takes limit, cursor"],
    ["/clock?now=1", "now", "is unknown; this operation takes no query"],
    ["/events?limit=99999999999999999999", "limit", "is out of range, got 99999999999999999999"],
    ["/events/recent?cursor=yesterday", "cursor", "omit it to start from the beginning"],
  ])("names the parameter of %s that is wrong, and the next step", async (call, path, message) => {
    const violations = [{ path, message: expect.stringContaining(message) }];
    expect(await platform.admin("GET", call)).toMatchObject({ status: 400, body: { violations } });
  });

  test("rejects a place whose following events were deleted, and names the one to continue with", async () => {
    const { items } = await read();
    const [first] = items;
    await platform.admin("POST", "/clock", { advance_seconds: 31 * 86_400 });
    await merchant.renewToken();
    await merchant.upload(numbered("FEED-4"));
    await platform.admin("POST", "/clock", { advance_seconds: 60 });
    const answer = await platform.admin<Loose>("GET", `/events?after=${first?.id}`);
    expect(answer.status).toBe(410);
    const after = /after=(\S+),/.exec(String(answer.body["detail"]))?.[1] ?? "";
    expect((await read({ after })).items).toMatchObject([{ data: { out_trade_no: "FEED-4" } }]);
  });
});
