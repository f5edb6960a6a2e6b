import { expect, test } from "vitest";
import { isProxied } from "./proxied.js";

test.each([
  ["forwarded", true],
  ["x-forwarded-for", true],
  ["x-forwarded-proto", true],
  ["x-forwarded-host", true],
  ["x-forwarded", true],
  ["x-real-ip", true],
  ["via", true],
  ["x-client-ip", true],
  ["x-cluster-client-ip", true],
  ["x-azure-clientip", true],
  ["x-remote-addr", true],
  ["x-original-host", true],
  ["x-original-forwarded-for", true],
  ["x-originating-ip", true],
  ["x-envoy-external-address", true],
  ["cf-connecting-ip", true],
  ["cf-ray", true],
  ["cdn-loop", true],
  ["true-client-ip", true],
  ["fastly-client-ip", true],
  ["ali-cdn-real-ip", true],
  ["wl-proxy-client-ip", true],
  ["proxy-connection", true],
  ["x-forwardedness", false],
  ["x-prometheus-scrape-timeout-seconds", false],
  ["accept-encoding", false],
  ["sec-fetch-site", false],
  ["upgrade-insecure-requests", false],
  ["traceparent", false],
  ["host", false],
  ["user-agent", false],
])("a request with the header %s: %s", (name, expected) => {
  expect(isProxied({ accept: "*/*", [name]: "" })).toBe(expected);
});
