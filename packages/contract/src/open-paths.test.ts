import { describe, expect, test } from "vitest";
import { OPEN_PATH_PATTERN, plaintextScheme } from "./open-paths.js";

const DECLARED = ["pages/order/detail", "pages/shop"];
const schemeOf = (path: string, appid = "wx1") => plaintextScheme({ appid, path }, DECLARED);

describe("a declared page is opened by its plaintext URL scheme", () => {
  test.each([
    ["pages/shop", "path=pages/shop"],
    ["/pages/shop", "path=pages/shop"],
    ["pages/shop?", "path=pages/shop"],
    ["pages/order/detail?id=1&x=a%20b", "path=pages/order/detail&query=id%3D1%26x%3Da%2520b"],
    ["pages/shop?a=?b", "path=pages/shop&query=a%3D%3Fb"],
  ])("%s", (path, rest) => {
    expect(schemeOf(path)).toBe(`weixin://dl/business/?appid=wx1&${rest}`);
  });
});

describe("no scheme opens", () => {
  test.each([
    ["a page that is not declared", "pages/other?id=1"],
    ["a folder of a declared page", "pages/order"],
    ["a page below a declared one", "pages/shop/x"],
    ["another case", "Pages/shop"],
    ["two leading slashes", "//pages/shop"],
    ["a path with a fragment", "pages/shop#x"],
    ["a query with other characters", "pages/shop?name=茶"],
    ["a query with a space", "pages/shop?a=b c"],
    ["a query with a line break", "pages/shop?a=1\n2"],
    ["half a character", "pages/shop?a=\uD800"],
    ["a query of more than 512 characters, encoded", `pages/shop?${"=".repeat(171)}`],
    ["nothing", ""],
  ])("%s", (_what, path) => {
    expect(schemeOf(path)).toBeNull();
  });

  test("any page when none is declared", () => {
    expect(plaintextScheme({ appid: "wx1", path: "pages/shop" }, [])).toBeNull();
  });
});

test("a query of 512 characters is taken", () => {
  expect(schemeOf(`pages/shop?${"a".repeat(512)}`)).toContain("a".repeat(512));
});

test("an appid cannot add a parameter", () => {
  expect(schemeOf("pages/shop", "wx1&path=x")).toContain("appid=wx1%26path%3Dx&path=pages/shop");
});

test.each(["pages/order/detail", "index", "a-b_c/1"])("%s is a path of a page", (path) => {
  expect(path).toMatch(new RegExp(OPEN_PATH_PATTERN));
});

test.each([
  "",
  "/pages/x",
  "pages/x/",
  "pages//x",
  "pages/x?id=1",
  "pages/../x",
  "页面",
  "a b",
  "pages/x\n",
])("%j is not", (path) => {
  expect(path).not.toMatch(new RegExp(OPEN_PATH_PATTERN));
});
