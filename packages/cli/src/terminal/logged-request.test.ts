import type { LoggedRequestRepresentation } from "@dingdan/contract";
import { expect, test } from "vitest";
import { CapturedOutput } from "../../test/support/captured-output.js";
import { LogLines, printLoggedRequest } from "./logged-request.js";
import { Pane, Terminal } from "./terminal.js";

const DONE: LoggedRequestRepresentation = {
  rid: "62872b2f-01bfdbee-79769285",
  at: "2022-05-20T05:29:35.120Z",
  appid: "wxd678efh567hg6787",
  operation: "getOrder",
  method: "POST",
  path: "/sp/order",
  query: "",
  errcode: 0,
  fault: "",
  message: "ok",
  duration_ms: 3,
  client_ip: "127.0.0.1",
  body: "{}",
  body_bytes: 2,
  body_state: "whole",
  redacted: [],
  reply: "{}",
  explanation: { title: "", summary: "ok", field: "", hint: "", diagnoses: [] },
};

const REFUSED: LoggedRequestRepresentation = {
  ...DONE,
  operation: "uploadShoppingInfo",
  path: "/user-order/orders",
  errcode: 268485196,
  fault: "order_key.mchid",
  message: "mchid must be set: order_key.mchid",
  cause: "mch-id",
  explanation: {
    title: "mchid must be set",
    summary: "mchid must be set; it is called mch_id",
    field: "order_key.mch_id",
    hint: "Call it mchid.",
    diagnoses: [
      { id: "mch-id", path: "order_key.mch_id", text: "it is called mch_id", hint: "Rename it." },
      { id: "time-zone", path: "upload_time", text: "it has no offset", hint: "Add +08:00." },
    ],
  },
};

const linesOf = () => new LogLines(new Pane(new CapturedOutput()));

function shown(request: LoggedRequestRepresentation, language: "en" | "zh" = "en"): string {
  const stdout = new CapturedOutput();
  const stderr = new CapturedOutput();
  printLoggedRequest(new Terminal({ stdout, stderr, language, isJson: false }), request);
  return stdout.text;
}

test("calls are aligned, with China Standard Time and the rid", () => {
  expect(linesOf().of([DONE, REFUSED])).toEqual([
    "2022-05-20 13:29:35  0          getOrder            wxd678efh567hg6787  62872b2f-01bfdbee-79769285",
    "2022-05-20 13:29:35  268485196  uploadShoppingInfo  wxd678efh567hg6787  62872b2f-01bfdbee-79769285  mch-id",
  ]);
});

test("later calls are aligned with earlier ones", () => {
  const lines = linesOf();
  const [before = ""] = lines.of([REFUSED]);
  const [after = ""] = lines.of([DONE]);
  expect(after.indexOf("wxd678")).toBe(before.indexOf("wxd678"));
});

test("a call without an app and an operation shows its path, truncated if it is long", () => {
  const { appid: _, operation: __, ...nameless } = DONE;
  const [line = ""] = linesOf().of([{ ...nameless, path: `/a\u001B[2J${"x".repeat(80)}` }]);
  expect(line).toMatch(/ {2}POST \/a␛\[2Jx+… {2}- {2}/);
});

test("a rejected call is shown with its field, a hint and the other findings", () => {
  const text = shown(REFUSED);
  expect(text).toContain("✗ 268485196  mchid must be set; it is called mch_id");
  expect(text).toMatch(/when +2022-05-20 13:29:35 UTC\+8/);
  expect(text).toMatch(/call +POST \/user-order\/orders/);
  expect(text).toMatch(/returned +268485196 mchid must be set: order_key\.mchid \(3 ms\)/);
  expect(text).toMatch(/field +order_key\.mch_id/);
  expect(text).toMatch(/hint +Call it mchid\./);
  expect(text).toContain("    ! upload_time: it has no offset\n      → Add +08:00.");
  expect(text).not.toContain("Rename it.");
});

test("a successful call shows no diagnosis", () => {
  const text = shown(DONE);
  expect(text).toContain("✓ 0  ok");
  expect(text).not.toMatch(/field|cause|Also found/);
});

test("the third-party platform that called for an app is shown after it", () => {
  expect(shown({ ...DONE, component_appid: "wxcomponent" }, "zh")).toContain(
    "wxd678efh567hg6787（第三方平台 wxcomponent 代调用）",
  );
});
