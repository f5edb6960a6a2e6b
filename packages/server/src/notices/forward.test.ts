import { expect, test } from "vitest";
import { forwardedHeaders } from "./forward.js";

test("header fields are forwarded as they came, without those of the connection", () => {
  const raw = [
    ["Host", "pay.example"],
    ["Content-Type", "application/json"],
    ["Wechatpay-Nonce", "5K8264ILTKCH16CQ2502SI8ZNMTM67VS"],
    ["x-trace", "1"],
    ["X-Trace", "2"],
    ["Connection", "keep-alive, X-Hop"],
    ["x-hop", "1"],
    ["Content-Length", "5"],
    ["Transfer-Encoding", "chunked"],
    ["Expect", "100-continue"],
  ].flat();
  expect(forwardedHeaders(raw)).toEqual({
    "Content-Type": ["application/json"],
    "Wechatpay-Nonce": ["5K8264ILTKCH16CQ2502SI8ZNMTM67VS"],
    "x-trace": ["1", "2"],
  });
  expect(forwardedHeaders([])).toEqual({});
});
