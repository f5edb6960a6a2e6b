import { describe, expect, test } from "vitest";
import { orderPage } from "../src/buyer/order-page.js";
import { buyerOrder, PARCEL } from "./support/buyer-order.js";
import { pageContext, textOf } from "./support/page-text.js";

const OWN = "/pages/order/detail?id=1";
const ITEM = "pages/goods?sku=2";
const miniProgram = (path: string) => ({ type: 2, appid: "wx1", path });

/** An order of a mini program, with an item of its own page and one without. */
const ORDER = buyerOrder({
  open_paths: ["pages/order/detail"],
  order_list: [
    {
      merchant_order_no: "D-1",
      order_detail_jump_link: miniProgram(OWN),
      item_list: [
        { name: "茶", unit_price: 1, quantity: 1, item_detail_jump_link: miniProgram(ITEM) },
        { name: "杯", unit_price: 1, quantity: 1, item_detail_jump_link: miniProgram(OWN) },
      ],
    },
  ],
});
const ALL_OPEN = { ...ORDER, open_paths: ["pages/order/detail", "pages/goods"] };
const NONE_OPEN = buyerOrder({ order_list: ORDER.order_list });

const phone = { isPhone: true };
const weChat = { isPhone: true, isWeChat: true };
const SCHEME = "weixin://dl/business/?appid=wx1&#38;path=pages/order/detail&#38;query=id%3D1";

const pageOn = (device: Parameters<typeof pageContext>[1], order = ORDER) =>
  orderPage(order, pageContext("en", device));

describe("a mini program's page", () => {
  test("is one button on a phone outside WeChat, if its path is declared", () => {
    const page = pageOn(phone, ALL_OPEN);
    expect(page).toContain(`href="${SCHEME}"`);
    expect(page).toContain("path=pages/goods&#38;query=sku%3D2");
    expect(textOf(page)).toContain("Opens in WeChat");
    expect(textOf(page)).not.toMatch(/wx1|Technical details|pages\//);
    expect(page).not.toContain("<svg");
  });

  test("is a QR code on a desktop, if its path is declared", () => {
    const page = pageOn({}, ALL_OPEN);
    expect(page).not.toContain("weixin:");
    expect(page.match(/<svg class="qr"/g)).toHaveLength(1);
    expect(textOf(page)).toContain("it opens the order in WeChat");
  });

  test("is WeChat's own element inside WeChat, with words where to find it", () => {
    const page = pageOn(weChat, ALL_OPEN);
    expect(page.match(/<wx-open-launch-weapp appid="wx1"/g)).toHaveLength(2);
    expect(page).toContain(`path="${OWN}"`);
    expect(page).not.toMatch(/weixin:|<svg/);
    expect(textOf(page)).toContain("In WeChat, open the mini program 茶舍");
  });

  test.each([
    ["a phone", phone],
    ["a desktop", {}],
  ])(
    "with a path that is not declared is on %s only named, its address behind a fold",
    (_name, device) => {
      const page = pageOn(device, NONE_OPEN);
      expect(page).not.toMatch(/weixin:|<svg|wx-open/);
      expect(textOf(page)).toContain("In WeChat, open the mini program 茶舍");
      const [shown = "", folded = ""] = page.split("<details");
      expect(textOf(shown)).not.toMatch(/wx1|pages\//);
      expect(folded).toContain("<summary>Technical details</summary>");
      for (const text of ["wx1", OWN, ITEM]) expect(folded).toContain(text);
    },
  );

  test("of an item alone that is not declared is behind the fold, on a phone too", () => {
    const [shown = "", folded = ""] = pageOn(phone).split("<details");
    expect(shown).toContain(SCHEME);
    expect(folded).toContain(ITEM);
    expect(folded).not.toContain(OWN);
  });
});

describe("a parcel", () => {
  const parcelPage = (parcel: Partial<typeof PARCEL>) =>
    orderPage(buyerOrder({ parcels: [{ ...PARCEL, ...parcel }] }), pageContext("en"));

  test("links to its carrier's page, and names the host", () => {
    const page = parcelPage({ tracking_no: "SF12" });
    expect(page).toContain(
      'href="https://www.sf-express.com/chn/sc/waybill/waybill-detail/SF12" rel="noopener noreferrer nofollow external"',
    );
    expect(textOf(page)).toContain("Track the parcel www.sf-express.com");
  });

  test.each([
    ["of another carrier", { express_company: "OTHER" }],
    ["whose number is none", { tracking_no: "x/../y" }],
  ])("%s has a number to copy and no link", (_what, parcel) => {
    const page = parcelPage(parcel);
    expect(page).not.toContain("Track the parcel");
    expect(page).toContain("data-copy");
  });
});
