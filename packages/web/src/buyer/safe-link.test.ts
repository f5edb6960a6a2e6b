import { expect, test } from "vitest";
import { safeImage, safeLink } from "./safe-link.js";

test("an http or https address is a link, and its host is shown", () => {
  expect(safeLink("https://shop.example.com/o/1?a=b#c")?.host).toBe("shop.example.com");
  expect(safeLink("http://shop.example.com:8080/")?.host).toBe("shop.example.com:8080");
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "weixin://dl/business/?appid=wx1",
  "//shop.example.com/",
  "/buyer/sign-out",
  "https://bank.example@evil.example/",
  "https://user:password@shop.example.com/",
  "https://",
  "",
])("%s is not a link", (url) => {
  expect(safeLink(url)).toBeNull();
  expect(safeImage(url)).toBeNull();
});

test("a look-alike host is shown as punycode", () => {
  expect(safeLink("https://аррӏе.com/")?.host).toBe("xn--80ak6aa92e.com");
  expect(safeLink("https://weixin。qq.com/")?.host).toBe("weixin.qq.com");
});

test("a picture is loaded only over https", () => {
  expect(safeImage("https://img.example.com/1.jpg")).toBe("https://img.example.com/1.jpg");
  expect(safeImage("http://img.example.com/1.jpg")).toBeNull();
  expect(safeImage(undefined)).toBeNull();
});
