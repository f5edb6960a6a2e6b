import { expect, test } from "vitest";
import { redacted, redactedPath } from "./redaction.js";

test("secrets are replaced at any depth", () => {
  const session = { url: "http://127.0.0.1:1/buyer/enter?token=t", token: "t", expires_at: "…" };
  expect(redacted(session)).toEqual({ url: "…", token: "…", expires_at: "…" });
  expect(redacted({ access_token: "1_a", expires_in: 7200 })).toEqual({
    access_token: "…",
    expires_in: 7200,
  });
  expect(redacted([{ secret: "s", appid: "wx1" }])).toEqual([{ secret: "…", appid: "wx1" }]);
});

test("the links of an order are shown", () => {
  const link = { type: "URL", url: "https://shop.example/order/1" };
  expect(redacted({ order_detail_jump_link: link })).toEqual({ order_detail_jump_link: link });
});

test("a path keeps everything except its secrets", () => {
  expect(redactedPath("/user-order/orders?access_token=1_a")).toBe(
    "/user-order/orders?access_token=…",
  );
  expect(redactedPath("/cgi-bin/token?appid=wx1&secret=s&x=1")).toBe(
    "/cgi-bin/token?appid=wx1&secret=…&x=1",
  );
  expect(redactedPath("/buyer/v1/sessions/t")).toBe("/buyer/v1/sessions/…");
});
