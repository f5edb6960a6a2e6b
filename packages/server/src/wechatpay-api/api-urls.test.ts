import { expect, test } from "vitest";
import { apiUrlsOf, WECHATPAY_API_URLS } from "./api-urls.js";

test("the default is WeChat Pay's two hosts, and no host in a sandbox", () => {
  expect(apiUrlsOf(undefined, false)).toEqual(WECHATPAY_API_URLS);
  expect(apiUrlsOf([], false)).toEqual(WECHATPAY_API_URLS);
  expect(apiUrlsOf([], true)).toBeNull();
});

test("hosts are taken without a trailing slash, and plain HTTP on this machine only", () => {
  const given = ["https://proxy.example/", "http://127.0.0.1:9001"];
  expect(apiUrlsOf(given, true)).toEqual(["https://proxy.example", "http://127.0.0.1:9001"]);
  expect(apiUrlsOf(["http://[::1]:9001"], false)).toEqual(["http://[::1]:9001"]);
});

test.each([
  ["http://proxy.example", "is not encrypted"],
  ["http://10.0.0.5", "is not encrypted"],
  ["https://proxy.example/v3", "is not a URL without a path"],
  ["https://user:secret@proxy.example", "is not a URL without a path"],
  ["https://proxy.example?a=1", "is not a URL without a path"],
  ["ftp://proxy.example", "is not a URL without a path"],
  ["", "is not a URL without a path"],
])("%j is refused: it %s", (url, reason) => {
  expect(() => apiUrlsOf([url], false)).toThrow(reason);
  expect(() => apiUrlsOf([url], false)).toThrow("--wechatpay-api-url");
});

test("a third host is refused", () => {
  expect(() =>
    apiUrlsOf(["https://a.example", "https://b.example", "https://c.example"], false),
  ).toThrow("3 URLs");
});
