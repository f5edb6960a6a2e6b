import { EXAMPLE_APPID, EXAMPLE_UPLOAD } from "@dingdan/contract";
import { describe, expect, it } from "vitest";
import { SECRET } from "../test/scripted-wechat.js";
import { ShoppingOrders, validate } from "./index.js";

const BROKEN = {
  ...EXAMPLE_UPLOAD,
  order_key: { order_number_type: 1, mchid: "1900000109" },
  payer: {},
  upload_time: "yesterday",
};

function clientOf(options: { appid?: string; language?: "en" | "zh" } = {}) {
  return new ShoppingOrders({
    appid: EXAMPLE_APPID,
    secret: SECRET,
    fetch: () => Promise.reject(new Error("a check sends nothing")),
    ...options,
  });
}

describe("a check without a server", () => {
  it("reports nothing about a request that breaks no rule", () => {
    expect(clientOf().validate("uploadShoppingInfo", EXAMPLE_UPLOAD)).toEqual([]);
  });

  it("reports every broken rule, in the order of the checks", () => {
    const reports = clientOf().validate("uploadShoppingInfo", BROKEN);
    expect(reports.map(({ errcode, path }) => [errcode, path])).toEqual([
      [268485197, "order_key.out_trade_no"],
      [268485192, "payer.openid"],
      [268485216, "upload_time"],
    ]);
  });

  it("reports the causes of each broken rule, and the next step", () => {
    const [order] = EXAMPLE_UPLOAD.order_list;
    const item = { ...order.item_list[0], unit_price: 19.9 };
    const request = {
      ...EXAMPLE_UPLOAD,
      order_list: [{ ...order, item_list: [item] }],
      upload_time: "2022-05-20 13:29:35",
    };
    expect(validate("uploadShoppingInfo", request, { language: "zh" })).toMatchObject([
      {
        errcode: 268435461,
        hint: "请填 1990。",
        causes: [{ id: "price-in-yuan", path: "order_list[0].item_list[0].unit_price" }],
      },
      { errcode: 268485216, causes: [{ id: "offset-missing" }] },
    ]);
  });

  it("checks a request as it is sent: a Date is a text, and NaN is null", () => {
    const request = { ...EXAMPLE_UPLOAD, upload_time: new Date(0) };
    expect(validate("uploadShoppingInfo", request)).toEqual([]);
    const [order] = EXAMPLE_UPLOAD.order_list;
    const item = { ...order.item_list[0], unit_price: Number.NaN };
    const broken = { ...EXAMPLE_UPLOAD, order_list: [{ ...order, item_list: [item] }] };
    expect(validate("uploadShoppingInfo", broken)).toMatchObject([{ errcode: 268485208 }]);
  });

  it("reports in the client's language", () => {
    const [, , report] = clientOf({ language: "zh" }).validate("uploadShoppingInfo", BROKEN);
    expect(report?.message).toBe("上传时间非法，请使用 RFC 3339 格式: upload_time");
    expect(report?.hint).toContain("请写成");
  });

  it("knows that a link must lead to the client's own app", () => {
    const codes = clientOf({ appid: "wx0000000000000000" })
      .validate("uploadShoppingInfo", EXAMPLE_UPLOAD)
      .map(({ errcode }) => errcode);
    expect(new Set(codes)).toEqual(new Set([268486029]));
  });

  it("accepts any value as a request, and reports one that is not an object", () => {
    const reports = clientOf().validate("getOrder", "DD2981741311549200000");
    expect(reports).toMatchObject([{ errcode: 47001, path: "" }]);
  });

  it("needs no client, and then skips the rules that need facts about the app", () => {
    expect(validate("uploadShoppingInfo", EXAMPLE_UPLOAD)).toEqual([]);
    const reports = validate("uploadShoppingInfo", EXAMPLE_UPLOAD, { mchids: [], language: "zh" });
    expect(reports).toMatchObject([{ errcode: 268485217, path: "order_key.mchid" }]);
  });
});
