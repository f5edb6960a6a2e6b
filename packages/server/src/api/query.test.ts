import { parse } from "node:querystring";
import { expect, test } from "vitest";
import { queryOf } from "./query.js";

test.each([
  "access_token=Ab_9-x",
  "access_token=",
  "access_token",
  "access_token=a&access_token=b",
  "access_token=a%2Bb",
  "access_token=a+b",
  "access_token=a=b",
  "access_token=a\n",
  "component_access_token=a",
  "Access_token=a",
  "grant_type=client_credential&appid=wx1&secret=s",
  "",
  "?access_token=a",
])("the parameters of %j are those that node:querystring finds", (query) => {
  expect({ ...queryOf(`/user-order/orders?${query}`) }).toEqual({ ...parse(query) });
});

test("a URL without a query has no parameters", () => {
  expect(queryOf("/user-order/orders")).toEqual({});
});
