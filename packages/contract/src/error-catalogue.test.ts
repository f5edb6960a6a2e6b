import { expect, test } from "vitest";
import { errorNamed, findErrorByCode, findErrorsByCode } from "./error-catalogue.js";
import { SHIPPING_MANAGEMENT_OPERATIONS } from "./operations/shipping-management.js";
import { uploadShippingInfo } from "./operations/upload-shipping-info.js";

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

test("a code that two products share is distinguished by the operation that returned it", () => {
  const { secUploadShippingInfo, secGetOrder, secUpdateOrderDetailPath } =
    SHIPPING_MANAGEMENT_OPERATIONS;
  expect(findErrorByCode(268485226, uploadShippingInfo)?.name).toBe("TRACKING_NO_MISSING");
  expect(findErrorByCode(268485226, secUploadShippingInfo)?.name).toBe("TRADE_TRACKING_NO_EMPTY");
  expect(findErrorByCode(10060014, secUpdateOrderDetailPath)?.name).toBe("TRADE_PARAMETER_ERROR");
  expect(findErrorByCode(10060014, secGetOrder)?.name).toBe("TRADE_QUERY_INVALID");
  // Without an operation, the shopping orders' row comes first, and both can be had.
  expect(findErrorByCode(268485226)?.name).toBe("TRACKING_NO_MISSING");
  expect(findErrorsByCode(268485226).map(({ name }) => name)).toEqual([
    "TRACKING_NO_MISSING",
    "TRADE_TRACKING_NO_EMPTY",
  ]);
  // A code that the operation's table does not have is explained all the same.
  expect(findErrorByCode(10060012, secGetOrder)?.name).toBe("TRADE_SYSTEM_ERROR");
  expect(findErrorByCode(1)).toBeNull();
});
