import { messageOf, OPERATIONS, SHIPPING_MANAGEMENT_OPERATIONS } from "@dingdan/contract";
import { expect, test } from "vitest";
import { judgeRequest } from "./judge-request.js";

test("a body that is no JSON is answered with the reason, by shipping information management without", () => {
  const body = Buffer.from("order_key=1");
  const [shopping, managed] = [
    OPERATIONS.uploadShippingInfo,
    SHIPPING_MANAGEMENT_OPERATIONS.secUploadShippingInfo,
  ].map((operation) => judgeRequest(operation, { query: {}, body }, {}));
  expect(shopping?.kind === "broken" && messageOf(shopping.violation, "en")).toBe(
    "data format error: the body is a form; send JSON",
  );
  expect(managed?.kind === "broken" && messageOf(managed.violation, "en")).toBe(
    "data format error",
  );
});
