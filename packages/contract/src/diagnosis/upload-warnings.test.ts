import { describe, expect, test } from "vitest";
import { EXAMPLE_UPLOAD } from "../examples.js";
import { diagnoseUpload } from "./upload-warnings.js";

const [EXAMPLE_ORDER] = EXAMPLE_UPLOAD.order_list;
const [EXAMPLE_ITEM] = EXAMPLE_ORDER.item_list;
const item = (changes: object = {}) => ({ ...EXAMPLE_ITEM, ...changes });
const order = (changes: object = {}) => ({ ...EXAMPLE_ORDER, item_list: [item()], ...changes });
const upload = (...orders: readonly object[]) => ({ ...EXAMPLE_UPLOAD, order_list: orders });
const pictured = (...image_url: readonly unknown[]) =>
  upload(order({ item_list: [item({ image_url })] }));
const linked = (url: string) => upload(order({ order_detail_jump_link: { type: 1, url } }));
const shipped = (express_company: unknown) => ({
  shipping_list: [{ tracking_no: "1", express_company }],
});
const found = (body: unknown, operation: Parameters<typeof diagnoseUpload>[0]) =>
  diagnoseUpload(operation, body).map(({ id, path }) => [id, path]);
const details = (body: unknown) => found(body, "uploadShoppingInfo");

describe("warnings about shopping details", () => {
  test("the example has none, and neither has a body that is no upload", () => {
    expect(details(EXAMPLE_UPLOAD)).toEqual([]);
    for (const body of [null, 1, "a", [], {}, { order_list: {} }, { order_list: [1, null] }]) {
      expect(details(body)).toEqual([]);
    }
  });

  test("an item in two merchant orders of one payment", () => {
    const body = upload(order(), order({ merchant_order_no: "2" }));
    expect(diagnoseUpload("uploadShoppingInfo", body)).toEqual([
      {
        id: "item-in-two-orders",
        path: "order_list[1].item_list[0].merchant_item_id",
        values: { id: EXAMPLE_ITEM.merchant_item_id },
      },
    ]);
  });

  test("no item without an id, or twice in one order, which a rule rejects", () => {
    const without = item({ merchant_item_id: undefined });
    expect(
      details(upload(order({ item_list: [without] }), order({ item_list: [without] }))),
    ).toEqual([]);
    expect(details(upload(order({ item_list: [item(), item()] })))).toEqual([]);
  });

  test("no item in two sub-orders of a combined payment, whose order keys differ", () => {
    const body = { ...EXAMPLE_UPLOAD, sub_orders: [order(), order({ merchant_order_no: "2" })] };
    expect(found(body, "uploadCombinedShoppingInfo")).toEqual([]);
  });

  test("pictures and links that a page does not load", () => {
    const path = "order_list[0].item_list[0].image_url";
    expect(details(pictured("https://a.cn/1", "http://a.cn/1.png"))).toEqual([
      ["picture-not-https", `${path}[1]`],
    ]);
    expect(details(pictured("https://a.cn/1 "))).toEqual([["blank-around-link", `${path}[0]`]]);
    expect(details(pictured("https://a.cn/a b"))).toEqual([["blank-in-link", `${path}[0]`]]);
    expect(details(linked("https://a.cn/a\nb"))).toEqual([
      ["blank-in-link", "order_list[0].order_detail_jump_link.url"],
    ]);
    expect(details(linked("http://a.cn/1"))).toEqual([]);
  });

  test("at most ten of a kind", () => {
    const items = Array.from({ length: 20 }, (_, n) =>
      item({ merchant_item_id: String(n), image_url: ["http://a.cn/1.png"] }),
    );
    expect(details(upload(order({ item_list: items })))).toHaveLength(10);
  });
});

describe("warnings about carriers", () => {
  test.each([
    ["sf", "carrier-code-case", "SF"],
    ["Sf", "carrier-code-case", "SF"],
    [" SF ", "carrier-code-case", "SF"],
    ["ems", "carrier-code-case", "EMS"],
    ["shunfeng", "carrier-name", "SF"],
    ["顺丰", "carrier-name", "SF"],
    ["顺丰速运", "carrier-name", "SF"],
    ["SF Express", "carrier-name", "SF"],
    ["YUNDA", "carrier-name", "YD"],
    ["yunda", "carrier-name", "YD"],
    ["韵达快递", "carrier-name", "YD"],
    ["BEST", "carrier-name", "HTKY"],
    ["德邦快运", "carrier-name", "DBLKY"],
  ])("%j is %s, wanted %s", (sent, id, wanted) => {
    const [warning, ...others] = diagnoseUpload("uploadShippingInfo", shipped(sent));
    expect(warning).toMatchObject({ id, path: "shipping_list[0].express_company" });
    expect(warning?.values).toMatchObject({ found: sent, wanted });
    expect(others).toEqual([]);
  });

  test.each(["SF", "YD", "ABC", "PICKUP", "OTHER", "abc", "", "x".repeat(99), 7, null])(
    "%j has none",
    (sent) => {
      expect(diagnoseUpload("uploadShippingInfo", shipped(sent))).toEqual([]);
    },
  );

  test("name the sub-order", () => {
    const body = { sub_orders: [{}, shipped("yto")] };
    expect(found(body, "uploadCombinedShippingInfo")).toEqual([
      ["carrier-code-case", "sub_orders[1].shipping_list[0].express_company"],
    ]);
  });
});
