import { expect, test } from "vitest";
import { AddressGuard } from "../outbound/address-guard.js";
import { forwardedHeaders, noticeForwarder } from "./forward.js";

test("a receiver for which no time is left is not called, and not blamed", async () => {
  const forward = noticeForwarder(new AddressGuard(true), "1", { hit: () => undefined });
  const target = { url: "http://127.0.0.1:9/", allowsPrivateAddress: true };
  for (const leftMs of [0, -1]) {
    const fault = await forward({ rawHeaders: [], body: Buffer.alloc(0) }, target, leftMs);
    expect(fault).toMatch(/^was not called/);
  }
});

test("a notice that this installation forwarded is not forwarded again", async () => {
  const forward = noticeForwarder(new AddressGuard(true), "1", { hit: () => undefined });
  const target = { url: "http://127.0.0.1:9/", allowsPrivateAddress: true };
  const body = Buffer.alloc(0);
  const ofFirst = Object.entries(forwardedHeaders(["Via", "1.1 front"], "1.1 dingdan-1"));
  const rawHeaders = ofFirst.flatMap(([name, values]) => values.flatMap((value) => [name, value]));
  expect(await forward({ rawHeaders, body }, target, 1_000)).toMatch(/^leads back here/);
  const joined = ["via", "1.1 front, 1.1 dingdan-1, 1.1 back"];
  expect(await forward({ rawHeaders: joined, body }, target, 1_000)).toMatch(/^leads back here/);
});

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
  expect(forwardedHeaders(raw, "1.1 dingdan-1")).toEqual({
    "Content-Type": ["application/json"],
    "Wechatpay-Nonce": ["5K8264ILTKCH16CQ2502SI8ZNMTM67VS"],
    "x-trace": ["1", "2"],
    Via: ["1.1 dingdan-1"],
  });
  expect(forwardedHeaders(["via", "1.1 proxy"], "1.1 dingdan-1")).toEqual({
    via: ["1.1 proxy", "1.1 dingdan-1"],
  });
});
