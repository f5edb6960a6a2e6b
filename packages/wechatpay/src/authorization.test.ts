import { expect, test } from "vitest";
import { fieldsOfAuthorization } from "../test/authorization-fields.js";
import { makeKey } from "../test/keys.js";
import { authorizationOf } from "./authorization.js";
import { isSigned } from "./signature.js";

const NOW_MS = Date.UTC(2022, 4, 20, 5, 29, 34, 567);
const key = makeKey("5157F09EFDC096DE15EBE81A47057A7232F1B8E1");
const CLIENT = { mchid: "1900000109", serialNo: key.serial, privateKey: key.privateKey };

test.each([
  ["a query", { method: "GET", path: "/v3/pay/transactions/id/42?mchid=1900000109", body: "" }],
  ["a call with a body", { method: "POST", path: "/v3/x/close", body: '{"mchid":"1900000109"}' }],
] as const)("%s is signed over method, path, time, nonce and body", (_, request) => {
  const fields = fieldsOfAuthorization(authorizationOf(request, CLIENT, NOW_MS));
  expect(fields).toEqual({
    scheme: "WECHATPAY2-SHA256-RSA2048",
    mchid: "1900000109",
    nonce_str: expect.stringMatching(/^[\da-f]{32}$/),
    signature: expect.any(String),
    timestamp: "1653024574",
    serial_no: key.serial,
  });
  const { timestamp = "", nonce_str = "", signature = "" } = fields;
  const parts = [request.method, request.path, timestamp, nonce_str, request.body];
  expect(isSigned(parts, signature, key.publicKey)).toBe(true);
});

test("each call has another nonce", () => {
  const request = { method: "GET", path: "/v3/certificates", body: "" } as const;
  const headers = Array.from({ length: 10 }, () => authorizationOf(request, CLIENT, NOW_MS));
  const nonces = headers.map((header) => fieldsOfAuthorization(header)["nonce_str"]);
  expect(new Set(nonces).size).toBe(10);
});
