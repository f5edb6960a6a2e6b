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

describe("the logistics", () => {
  const logistics = (...facts: Parameters<typeof buyerOrder>) =>
    textOf(orderPage(buyerOrder(...facts), en)).replace(/.* Logistics | Payment .*/g, "");

  test("of a partly shipped order say that items are missing, and list its parcels", () => {
    const text = logistics(PARTLY_SHIPPED);
    expect(text).toContain("Some items are not shipped yet.");
    expect(text).toContain("SF1");
  });

  test("of a shipped order list only its parcels", () => {
    const text = logistics({ statuses: ["shipped"], parcels: [PARCEL] });
    expect(text).toContain("SF1");
    expect(text).not.toContain("not shipped");
  });

  test.each([
    ["to be shipped", { statuses: ["to_ship"] }, "The merchant has not shipped yet."],
    ["refunded before", { statuses: ["refunded"] }, "Refunded before it was shipped."],
    ["virtual", { statuses: ["to_ship"], needs_parcel: false }, "This order needs no parcel."],
  ] as const)("of an order that is %s say so", (_what, { statuses, ...facts }, words) => {
    expect(logistics({ ...facts, statuses: [...statuses] })).toContain(words);
  });
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
