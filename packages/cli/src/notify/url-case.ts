import { text } from "@dingdan/contract";
import type { CaseWords, Finding } from "./check-case.js";
import { RULE_SOURCES } from "./rule-sources.js";

/** The case that needs no notice: WeChat Pay would not deliver to such a URL. */
export const URL_CASE: CaseWords = {
  name: "url",
  level: "must",
  title: text("the URL has a path and no query", "地址含路径且不带参数"),
  rule: text(
    "A notify_url is a complete address with a path, and must not have parameters; otherwise notices may not arrive.",
    "notify_url 须为含路径的完整地址，且不能携带参数，否则可能收不到通知。",
  ),
  fix: text(
    "Put what you need into the path, for example /notify/SHOP instead of /notify?shop=SHOP.",
    "请将所需信息写入路径，例如以 /notify/SHOP 代替 /notify?shop=SHOP。",
  ),
  source: RULE_SOURCES.receiving,
};

/** Judges the URL as it was given. */
export function judgeUrl(given: string): Finding {
  const url = new URL(given);
  // An empty query, `/notify?`, is no query to the URL parser.
  if (given.includes("?")) {
    return {
      verdict: "failed",
      found: text(
        `the URL has a query: ?${url.search.slice(1)}`,
        `地址带有参数：?${url.search.slice(1)}`,
      ),
    };
  }
  if (given.includes("#")) {
    const found = text(`the URL has a fragment: ${url.hash}`, `地址带有片段：${url.hash}`);
    return { verdict: "failed", found };
  }
  if (url.pathname === "/") {
    return { verdict: "failed", found: text("the URL has no path", "地址没有路径") };
  }
  return { verdict: "passed", found: text(url.pathname, url.pathname) };
}
