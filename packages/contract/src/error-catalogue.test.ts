import { expect, test } from "vitest";
import { errorNamed } from "./error-catalogue.js";

test("-1 does not promise that nothing was stored: the call may have taken effect, and it is safe to retry", () => {
  const { code, when, message, retryable } = errorNamed("SYSTEM_ERROR");
  expect(code).toBe(-1);
  expect(retryable).toBe(true);
  expect(when).toEqual({
    en: "the platform failed or is overloaded; the call may or may not have taken effect, and it is safe to retry",
    zh: "平台故障或过载；调用可能已生效，也可能未生效，可安全重试",
  });
  // WeChat's wording, which clients compare.
  expect(message).toEqual({ en: "system error", zh: "system error" });
});
