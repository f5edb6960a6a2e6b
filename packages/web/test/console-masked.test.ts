import { expect, test } from "vitest";
import { canBeSentAsApp, maskedTexts, pathsOfTexts } from "../console/src/requests/logged-body.js";

const body = {
  payer: { openid: "oUpF…eS6o" },
  order_list: [{ item_list: [{ name: "Tea" }] }],
  receiver_contact: "***",
};
const logged = { body: JSON.stringify(body), redacted: ["receiver_contact"] };

test("the masked values of a logged body are named by their fields until each is entered", () => {
  const masks = maskedTexts(logged);
  expect(pathsOfTexts(body, masks)).toEqual(["payer.openid", "receiver_contact"]);
  const entered = { ...body, payer: { openid: "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o" } };
  expect(pathsOfTexts(entered, masks)).toEqual(["receiver_contact"]);
});

test("a masked value is found where it was moved to", () => {
  const moved = { sub_orders: [{ payer: { openid: "oUpF…eS6o" } }] };
  expect(pathsOfTexts(moved, maskedTexts(logged))).toEqual(["sub_orders[0].payer.openid"]);
});

test.each([
  ["an app's own call of which the log has all", {}, true],
  ["another app's call", { appid: "wx-other" }, false],
  ["a call with a masked openid", { body: '{"openid":"oUpF…eS6o"}' }, false],
  ["a call with a masked secret", { redacted: ["token"] }, false],
  ["a call that was cut", { body_state: "cut" }, false],
  ["a call of no operation", { operation: undefined }, false],
])("%s: can be made again by the app: %#", (_, change, expected) => {
  const call = {
    appid: "wx-own",
    operation: "uploadShoppingInfo",
    body: '{"order_key":{}}',
    body_state: "whole",
    redacted: [],
    ...change,
  };
  expect(canBeSentAsApp(call as unknown as Parameters<typeof canBeSentAsApp>[0], "wx-own")).toBe(
    expected,
  );
});
