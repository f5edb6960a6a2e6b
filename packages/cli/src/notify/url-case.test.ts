import { expect, test } from "vitest";
import { judgeUrl } from "./url-case.js";

test.each([
  ["http://127.0.0.1:3000/notify", "passed"],
  ["https://pay.example/wechatpay/notify/", "passed"],
  ["http://127.0.0.1:3000/notify?shop=1", "failed"],
  ["http://127.0.0.1:3000/notify?", "failed"],
  ["http://127.0.0.1:3000/notify#top", "failed"],
  ["http://127.0.0.1:3000", "failed"],
  ["http://127.0.0.1:3000/", "failed"],
])("the URL %s has %s", (url, verdict) => {
  expect(judgeUrl(url).verdict).toBe(verdict);
});
