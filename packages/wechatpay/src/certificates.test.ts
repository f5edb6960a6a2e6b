import { describe, expect, test } from "vitest";
import { makeCertificate } from "../test/certificate.js";
import { API_V3_KEY, makeKey } from "../test/keys.js";
import { readCertificates } from "./certificates.js";
import { KeyError } from "./keys.js";
import { sealResource } from "./resource.js";

const keys = [makeKey(), makeKey()];
const EXPIRES_AT_MS = [Date.UTC(2027, 0, 1), Date.UTC(2031, 0, 1)];
const PEMS = keys.map(({ publicKey, privateKey }, index) => {
  const expiresAtMs = EXPIRES_AT_MS[index] ?? 0;
  return makeCertificate({ serial: `5157F09EFDC096D${index}`, publicKey, privateKey, expiresAtMs });
});

/** The reply of `GET /v3/certificates`. */
const replyOf = (pems: readonly string[]) => ({
  data: pems.map((pem) => ({
    serial_no: "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
    effective_time: "2018-06-08T10:34:56+08:00",
    expire_time: "2018-12-08T10:34:56+08:00",
    encrypt_certificate: sealResource(pem, API_V3_KEY, { associatedData: "certificate" }),
  })),
});

test("downloaded certificates are read with their own serial numbers and times", () => {
  const read = readCertificates(replyOf(PEMS), API_V3_KEY);
  expect(read).toMatchObject([
    { serial: "5157F09EFDC096D0", expiresAtMs: EXPIRES_AT_MS[0], pem: PEMS[0] },
    { serial: "5157F09EFDC096D1", expiresAtMs: EXPIRES_AT_MS[1], pem: PEMS[1] },
  ]);
  const spki = read?.map(({ key }) => key.export({ type: "spki", format: "pem" }));
  expect(spki).toEqual(keys.map(({ publicPem }) => publicPem));
});

test("a reply without certificates is an empty list", () => {
  expect(readCertificates({ data: [] }, API_V3_KEY)).toEqual([]);
});

describe("no certificates are read", () => {
  test.each([
    ["null", null],
    ["a text", "data"],
    ["an error of WeChat Pay", { code: "SIGN_ERROR", message: "签名错误" }],
    ["data that is no list", { data: {} }],
    ["an entry that is null", { data: [null] }],
    ["an entry that is a text", { data: ["certificate"] }],
    ["an entry without a certificate", { data: [{ serial_no: "A" }] }],
    ["a certificate that is null", { data: [{ encrypt_certificate: null }] }],
    ["a certificate that is a text", { data: [{ encrypt_certificate: PEMS[0] }] }],
    ["a public key instead of a certificate", replyOf([keys[0]?.publicPem ?? ""])],
    ["a readable certificate and an unreadable one", { data: [...replyOf(PEMS).data, {}] }],
  ])("from %s", (_, reply) => {
    expect(readCertificates(reply, API_V3_KEY)).toBeNull();
  });

  test("with another APIv3 key", () => {
    expect(readCertificates(replyOf(PEMS), API_V3_KEY.toUpperCase())).toBeNull();
  });
});

test("a damaged certificate is an error", () => {
  const damaged = replyOf([PEMS[0]?.replace("MII", "MIX") ?? ""]);
  expect(() => readCertificates(damaged, API_V3_KEY)).toThrow(KeyError);
});
