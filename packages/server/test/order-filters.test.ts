import {
  ATTENTION_REASONS,
  MATCH_STATES,
  ORDER_STATUSES,
  type OrderStatus,
  type OrderSummaryRepresentation,
  statusesInList,
} from "@dingdan/contract";
import { afterEach, expect, test } from "vitest";
import { Random } from "../../cli/src/seed/random.js";
import { describeOnBothEngines } from "./support/engines.js";
import {
  BUYERS,
  hoursLater,
  ITEMS,
  mixOrders,
  OTHER_APPID,
  SPAN_HOURS,
} from "./support/mixed-orders.js";
import { EXAMPLE_APPID, type Platform } from "./support/platform.js";
import { testSeed } from "./support/random.js";
import type { Loose } from "./support/requests.js";

const ORDERS = Number(process.env["DINGDAN_TEST_ORDERS"] ?? 40);
const QUERIES = Number(process.env["DINGDAN_TEST_QUERIES"] ?? 40);

/** An order of the list, with what its page alone shows. */
type Order = OrderSummaryRepresentation & {
  readonly payment?: { readonly out_trade_no: string };
  readonly refunds: readonly { readonly state: string; readonly at: string }[];
};
type Query = Readonly<Record<string, string>>;

describeOnBothEngines("the list of orders", (start) => {
  let platform: Platform;
  afterEach(() => platform.close());

  const pageOf = async (query: Query) => {
    const path = `/orders?${new URLSearchParams(query)}`;
    const { body } = await platform.admin<{
      items: OrderSummaryRepresentation[];
      next_cursor?: string;
    }>("GET", path);
    return body;
  };

  /** The ids of a list, page by page. */
  const idsOf = async (query: Query): Promise<string[]> => {
    const ids: string[] = [];
    for (let cursor: string | undefined = ""; cursor !== undefined; ) {
      const page = await pageOf({ ...query, ...(cursor === "" ? {} : { cursor }) });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    return ids;
  };

  const exportedIds = async (query: Query): Promise<string[]> => {
    const answer = await fetch(
      `${platform.url}/admin/v1/orders/export?${new URLSearchParams({ ...query, format: "ndjson" })}`,
      { headers: { authorization: `Bearer ${platform.dingdan.adminKey}` } },
    );
    const lines = (await answer.text()).split("\n").filter((line) => line !== "");
    return lines.map((line) => (JSON.parse(line) as Order).id);
  };

  const allOrders = (ids: readonly string[]) =>
    Promise.all(
      ids.map(async (id) => {
        const { items } = await pageOf({ q: id });
        const { body } = await platform.admin<Loose>("GET", `/orders/${encodeURIComponent(id)}`);
        return { ...body, ...items[0] } as unknown as Order;
      }),
    );

  test("and its export are what any combination of filters leaves of all orders", {
    timeout: 120_000,
  }, async () => {
    const seed = testSeed();
    const random = new Random(seed);
    platform = await start();
    await mixOrders(platform, random, ORDERS);
    const orders = await allOrders(await idsOf({ limit: "100" }));
    expect(orders.length, `seed ${seed}`).toBeGreaterThanOrEqual(ORDERS);
    let found = 0;
    for (let count = 0; count < QUERIES; count++) {
      const { limit, ...filters } = randomQuery(random, orders);
      const about = `seed ${seed}: ${new URLSearchParams(filters)}`;
      const expected = expectedIds(orders, filters);
      if (expected.length > 0) found += 1;
      expect(await idsOf({ ...filters, limit }), about).toEqual(expected);
      expect(await exportedIds(filters), `export, ${about}`).toEqual(expected);
    }
    expect(found, `lists with orders, seed ${seed}`).toBeGreaterThan(QUERIES / 10);
  });
});

function randomQuery(random: Random, orders: readonly Order[]): Query & { readonly limit: string } {
  const maybe = (probability: number, query: () => Query): Query =>
    random.isOnce(probability) ? query() : {};
  const span = (from: string, to: string): Query => {
    const hours = [random.integer(-1, SPAN_HOURS), random.integer(-1, SPAN_HOURS)];
    const [first, last] = hours.toSorted((a, b) => a - b) as [number, number];
    return {
      ...maybe(0.8, () => ({ [from]: hoursLater(first) })),
      ...maybe(0.5, () => ({ [to]: hoursLater(last) })),
    };
  };
  const numbers = () => {
    const { id, openid, payment, transaction_id: transactionId } = random.pick(orders);
    return random.pick([id, openid, payment?.out_trade_no ?? "none", transactionId ?? "none"]);
  };
  return {
    ...maybe(0.3, () => ({ appid: random.pick([EXAMPLE_APPID, OTHER_APPID]) })),
    ...maybe(0.2, () => ({ state: random.pick(MATCH_STATES) })),
    ...maybe(0.4, () => ({ status: random.pick(ORDER_STATUSES) })),
    ...maybe(0.2, () => ({ reason: random.pick(ATTENTION_REASONS) })),
    ...maybe(0.2, () => ({ attention: "true" })),
    ...maybe(0.2, () => ({ shipped: random.pick(["true", "false"]) })),
    ...maybe(0.3, () => span("from", "to")),
    ...maybe(0.4, () => span("refunded_from", "refunded_to")),
    ...maybe(0.5, () => ({ sort: random.pick(["newest", "oldest"]) })),
    ...maybe(0.3, () => ({ q: random.pick([numbers(), "TEA", random.pick(ITEMS), BUYERS[1]]) })),
    limit: String(random.pick([1, 2, 7, 100])),
  };
}

/** The ids that a list must have, of all orders from the newest to the oldest. */
function expectedIds(orders: readonly Order[], { sort, q, ...filters }: Query): string[] {
  const ofApp = orders.filter(({ appid }) => [undefined, appid].includes(filters["appid"]));
  const named = ofApp.filter((order) => q === undefined || hasNumber(order, q));
  const found = q === undefined || named.length > 0 ? named : ofApp.filter(hasItem(q));
  const ids = found.filter((order) => isMatch(order, filters)).map(({ id }) => id);
  return sort === "oldest" ? ids.toReversed() : ids;
}

const hasNumber = (order: Order, q: string): boolean =>
  [
    order.id,
    order.openid,
    order.transaction_id,
    order.payment?.out_trade_no,
    ...Object.values(order.order_key as Loose),
    ...order.merchant_order_nos,
  ].includes(q);

const hasItem = (q: string) => (order: Order) =>
  order.first_item.name.toLowerCase().includes(q.toLowerCase());

/** Whether an order matches each filter, by what its page shows. */
function isMatch(order: Order, filters: Query): boolean {
  const { state, status, reason, attention, shipped, from, to } = filters;
  const reasons: readonly string[] = order.attention_reasons;
  return (
    (state === undefined || order.state === state) &&
    (status === undefined || isInList(order, status as OrderStatus)) &&
    (reason === undefined || reasons.includes(reason)) &&
    (attention === undefined || reasons.length > 0) &&
    (shipped === undefined || (order.shipped_at !== undefined) === (shipped === "true")) &&
    isWithin(order.first_received_at, from, to) &&
    hasRefund(order, filters)
  );
}

const isInList = ({ statuses, attention_reasons: reasons }: Order, status: OrderStatus) =>
  status === "needs_attention"
    ? reasons.length > 0
    : statusesInList(status).some((listed) => statuses.includes(listed));

const isWithin = (at: string, from = "", to = "9"): boolean => at >= from && at < to;

function hasRefund(order: Order, { status, refunded_from: from, refunded_to: to }: Query): boolean {
  if (from === undefined && to === undefined) return true;
  const states = status === "refund_in_progress" ? ["processing", "abnormal"] : ["succeeded"];
  return (
    order.state === "matched" &&
    order.refunds.some(({ state, at }) => states.includes(state) && isWithin(at, from, to))
  );
}
