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
