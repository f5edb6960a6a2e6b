import { describe, expect, test } from "vitest";
import { maskOpenids, restoreOpenids } from "./openids.js";

const OPENID = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";
const MASKED = "oUpF…eS6o";

describe("an openid is masked, and restored exactly,", () => {
  test.each([
    ["JSON", (value: string) => JSON.stringify({ payer: { openid: value }, a: 1 })],
    ["JSON with spaces", (value: string) => `{ "openid" : "${value}" }`],
    [
      "JSON in a string",
      (value: string) => JSON.stringify({ b: JSON.stringify({ openid: value }) }),
    ],
    ["JSON that was cut", (value: string) => `{"payer":{"openid":"${value}`],
    ["a form", (value: string) => `a=1&openid=${value}&b=2`],
    ["XML", (value: string) => `<xml><openid><![CDATA[${value}]]></openid></xml>`],
    ["a literal", (value: string) => `{'openId': '${value}'}`],
    ["another member", (value: string) => JSON.stringify({ payer: value })],
    ["a sentence", (value: string) => `payer ${value} is unknown`],
    ["several members", (v: string) => JSON.stringify([{ sub_openid: v }, { unionid: v }, v])],
  ])("in %s", (_where, write) => {
    const text = write(OPENID);
    const masked = maskOpenids(text);
    expect(masked.text).not.toContain(OPENID);
    expect(masked.text).toBe(write(MASKED));
    expect(restoreOpenids(masked)).toBe(text);
  });
});

test("under its name, a value of another form is masked, too", () => {
  expect(maskOpenids('{"openid":"test-buyer-0001"}').text).toBe('{"openid":"test…0001"}');
  expect(maskOpenids('{"openid":"12345678901234"}').text).toBe('{"openid":"1234…1234"}');
});

test.each([
  '{"openid":null}',
  '{"openid":""}',
  '{"openid":"short"}',
  '{"transaction_id":"4200001586202205204421359478"}',
  '{"out_trade_no":"order-20220520-0000000000001"}',
  '{"out_trade_no":"0cc175b9c0f1b6a831c399e269772661"}',
])("%s is not changed", (text) => {
  expect(maskOpenids(text)).toEqual({ text, found: [] });
});

test("a text that already contains a mask is restored exactly", () => {
  const text = `{"note":"${MASKED}","openid":"${OPENID}"}`;
  expect(restoreOpenids(maskOpenids(text))).toBe(text);
});
