import { expect, test } from "vitest";
import { deliveryPath } from "../console/src/webhooks/endpoint-path.js";

test("the ids of a delivery are escaped in its address", () => {
  expect(deliveryPath("a/b", "evt_1")).toBe("/webhooks/a%2Fb/evt_1");
});
