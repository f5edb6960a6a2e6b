import { ADMIN_OPERATIONS, ADMIN_PREFIX } from "@dingdan/contract";
import { expect, test } from "vitest";
import { requestOf } from "./http-operation.js";

test("path parameters are filled in and escaped", () => {
  expect(requestOf(ADMIN_PREFIX, ADMIN_OPERATIONS.getApp, { appid: "../x?y" } as object)).toEqual({
    method: "GET",
    path: "/admin/v1/apps/..%2Fx%3Fy",
    body: undefined,
  });
});

test("a query contains the values that are set", () => {
  const query = { limit: 100, cursor: undefined, q: "a b" };
  expect(requestOf(ADMIN_PREFIX, ADMIN_OPERATIONS.searchOrders, { query }).path).toBe(
    "/admin/v1/orders?limit=100&q=a+b",
  );
});
