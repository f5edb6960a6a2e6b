import { PAID_ORDER_STATUSES, type PaidOrderStatus, statusWords } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { orderPage } from "../src/buyer/order-page.js";
import { ordersPage } from "../src/buyer/orders-page.js";
import { buyerOrder, PARCEL, SHIPMENT } from "./support/buyer-order.js";
import { listPage, pageContext, textOf } from "./support/page-text.js";

const en = pageContext("en");
const zh = pageContext("zh");
const AT = "2026-11-21T02:00:00.000Z";

const PARTLY_SHIPPED = buyerOrder({
  state: "partly_refunded",
  statuses: ["partly_refunded", "partly_shipped"],
  parcels: [PARCEL],
  timeline: [
    { at: AT, event: "paid" },
    { at: AT, event: "partly_shipped" },
    { at: AT, event: "partly_refunded" },
  ],
});

describe.each([
  ["a card", listPage],
  ["the order", orderPage],
])("%s", (_name, page) => {
  test("shows all statuses, the most important first", () => {
    expect(textOf(page(PARTLY_SHIPPED, en))).toContain("Partly refunded Partly shipped");
    expect(textOf(page(PARTLY_SHIPPED, zh))).toContain("部分退款 部分发货");
  });

  test("never calls goods that need no parcel to be shipped", () => {
    const order = buyerOrder({ needs_parcel: false });
    expect(badges(page(order, en))).toEqual(["Paid"]);
    expect(badges(page(order, zh))).toEqual(["支付成功"]);
  });

  test("calls goods that need a parcel to be shipped", () => {
    expect(badges(page(buyerOrder({ needs_parcel: true }), en))).toEqual(["To ship"]);
  });

  test("shows the states of shipping information management when it alone has the shipment", () => {
    const order = buyerOrder({ shipments: [SHIPMENT] });
    expect(badges(page(order, en))[0]).toBe("Shipped");
    expect(badges(page(order, zh))[0]).toBe("已发货");
    expect(badges(page(order, en))).not.toContain("To ship");
    // The server counts the shipment as one of the order.
    const counted = buyerOrder({ state: "shipped", statuses: ["shipped"], shipments: [SHIPMENT] });
    expect(badges(page(counted, en))).toEqual(badges(page(order, en)));

    const uploaded = buyerOrder({ ...PARTLY_SHIPPED, shipments: [SHIPMENT] });
    expect(badges(page(uploaded, en))).toContain("Partly shipped");
  });
});

describe("the head of an order", () => {
  /** What stands above the items: the head and the parcels. */
  const head = (...facts: Parameters<typeof buyerOrder>) =>
    textOf(orderPage(buyerOrder(...facts), en)).replace(/ Order number .*/, "");

  test("says of a partly shipped order that items are missing, above its parcels", () => {
    expect(head(PARTLY_SHIPPED)).toMatch(/Some items are not shipped yet\. .*Logistics .*SF1/);
  });

  test("says of a shipped order with whom and when it was sent, in China's time", () => {
    const timeline = [{ at: AT, event: "shipped" } as const];
    const facts = { statuses: ["shipped" as const], parcels: [PARCEL], timeline };
    expect(head(facts)).toContain("Shipped Sent with 顺丰速运 · Nov 21, 2026, 10:00:00");
    expect(head(facts)).not.toContain("not shipped");
    const other = { ...PARCEL, carrier_name: "DHL" };
    const two = { ...facts, parcels: [PARCEL, other] };
    expect(head(two)).toContain("2 parcels sent · Nov 21");
    expect(textOf(orderPage(buyerOrder(two), zh))).toContain("已发出 2 个包裹 · 2026年11月21日");
  });

  test("says where the money is while it is paid back, and afterwards", () => {
    expect(head({ statuses: ["refund_in_progress", "to_ship"] })).toMatch(
      /Refund in progress To ship The refund is being processed\. .* has not shipped yet/,
    );
    const virtual = head({ statuses: ["refunded"], needs_parcel: false });
    expect(virtual).toContain("Refunded The money went back the way you paid.");
    expect(virtual).not.toContain("Refunded before");
  });

  test.each([
    ["to be shipped", { statuses: ["to_ship"] }, "The merchant has not shipped yet."],
    ["refunded before", { statuses: ["refunded"] }, "Refunded before it was shipped."],
    ["virtual", { statuses: ["to_ship"], needs_parcel: false }, "This order needs no parcel."],
  ] as const)("says of an order that is %s what comes next", (_what, facts, words) => {
    expect(head({ ...facts, statuses: [...facts.statuses] })).toContain(words);
  });
});

describe("an order whose shipment is under management, too", () => {
  const textWith = (shipment: Partial<typeof SHIPMENT>, ...parcels: (typeof PARCEL)[]) =>
    textOf(orderPage(buyerOrder({ parcels, shipments: [{ ...SHIPMENT, ...shipment }] }), en));

  test("names a parcel once, and the receipt below it", () => {
    const text = textWith({}, PARCEL);
    expect(text.match(/Tracking number/g)).toHaveLength(1);
    expect(text).toMatch(/Logistics .* Delivery and receipt State Shipped/);
    const other = { ...PARCEL, tracking_no: "SF2", item_desc: "茶" };
    expect(textWith({ parcels: [other] }, PARCEL)).toMatch(/SF1 .*SF2/);
  });

  test("has no panel that only repeats its status", () => {
    for (const state_name of ["unshipped", "refunded"] as const) {
      expect(textWith({ state_name, parcels: [] })).not.toContain("Delivery and receipt");
    }
    const complaint = {
      state_name: "unshipped" as const,
      parcels: [],
      in_complaint: true,
    } satisfies Partial<typeof SHIPMENT>;
    expect(textWith(complaint)).toContain("Complaint open");
  });
});

test("a card shows the day of its payment in China", () => {
  const order = buyerOrder({ paid_at: "2026-11-19T17:00:00.000Z" });
  expect(textOf(listPage(order, en))).toContain("Nov 20 1 item");
  expect(textOf(listPage(order, zh))).toContain("11月20日 共 1 件");
});

test("the timeline names the same events as the badges", () => {
  const events = (page: string) =>
    [...page.matchAll(/<li class="timeline__event"><span>(.*?)<\/span>/g)].map(
      ([, words]) => words,
    );
  const english = orderPage(PARTLY_SHIPPED, en);
  expect(events(english)).toEqual(["Partly refunded", "Partly shipped", "You paid"]);
  expect(badges(english)).toEqual(["Partly refunded", "Partly shipped"]);
  const chinese = orderPage(PARTLY_SHIPPED, zh);
  expect(events(chinese)).toEqual(["部分退款", "部分发货", "您已支付"]);
  expect(badges(chinese)).toEqual(["部分退款", "部分发货"]);
});

describe("the tabs", () => {
  const tabsOf = (state: PaidOrderStatus | null) => {
    const page = { orders: [], nextCursor: null, afterMs: null, hasShipments: false };
    const view = { state, q: "tea", ...page };
    const tabs = ordersPage(view, en).matchAll(/class="tabs__tab" href="(.*?)"(.*?)>(.*?)</g);
    return [...tabs].map(([, href, rest, words]) => ({
      href: (href as string).replaceAll("&#38;", "&"),
      isCurrent: rest === ' aria-current="page"',
      words,
    }));
  };

  test("are all orders, then every status once, the main ones first", () => {
    const words = tabsOf(null).map((tab) => tab.words);
    expect(words.slice(0, 4)).toEqual(["All", "To ship", "Shipped", "Refunded"]);
    expect(words.slice(1).toSorted()).toEqual(
      PAID_ORDER_STATUSES.map((status) => statusWords(status).en).toSorted(),
    );
  });

  test.each(PAID_ORDER_STATUSES)(
    "lead to the orders with the status %s, and keep the search",
    (status) => {
      const tab = tabsOf(status).find(({ isCurrent }) => isCurrent);
      expect(tab).toMatchObject({
        words: statusWords(status).en,
        href: `/buyer/?state=${status}&q=tea`,
      });
    },
  );
});

/** The words of a page's badges. */
function badges(page: string): string[] {
  return [...page.matchAll(/<span class="state state_\w+">(.*?)<\/span>/g)].map(
    ([, words]) => words as string,
  );
}
