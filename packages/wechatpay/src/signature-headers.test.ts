import { describe, expect, test } from "vitest";
import { makeKey } from "../test/keys.js";
import { sign } from "./signature.js";
import {
  type HeaderValues,
  isProbe,
  MAX_AGE_MS,
  normalSerial,
  signatureFault,
} from "./signature-headers.js";

const NOW_MS = Date.UTC(2022, 4, 20, 5, 29, 34);
const SERIAL = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
const BODY = Buffer.from('{"id":"EV-1"}');
const key = makeKey(SERIAL);

interface Signed {
  readonly timestamp?: string;
  readonly serial?: string;
  readonly body?: Uint8Array;
}

/** Header fields whose signature is right for what they say. */
function headersFor({
  timestamp = String(NOW_MS / 1000),
  serial = SERIAL,
  body = BODY,
}: Signed = {}): Record<string, string> {
  return {
    "wechatpay-timestamp": timestamp,
    "wechatpay-nonce": "5K8264ILTKCH16CQ2502SI8ZNMTM67VS",
    "wechatpay-serial": serial,
    "wechatpay-signature": sign(
      [timestamp, "5K8264ILTKCH16CQ2502SI8ZNMTM67VS", body],
      key.privateKey,
    ),
    "wechatpay-signature-type": "WECHATPAY2-SHA256-RSA2048",
  };
}

const keyOf = (serial: string) => (serial === SERIAL ? key.publicKey : null);
const faultOf = (headers: HeaderValues, body: Uint8Array = BODY, nowMs: number | null = NOW_MS) =>
  signatureFault({ headers, body }, keyOf, nowMs);

describe("a signature is WeChat Pay's", () => {
  test("with its own header fields", () => {
    expect(faultOf(headersFor())).toBeNull();
  });

  test("without a signature type", () => {
    expect(faultOf({ ...headersFor(), "wechatpay-signature-type": undefined })).toBeNull();
  });

  test("over an empty body, as answers with status 204 have", () => {
    const body = new Uint8Array();
    expect(faultOf(headersFor({ body }), body)).toBeNull();
  });

  test.each([
    ["in lower case", SERIAL.toLowerCase()],
    ["with leading zeros", `00${SERIAL}`],
  ])("with its serial number %s", (_, serial) => {
    expect(faultOf(headersFor({ serial }))).toBeNull();
  });

  test.each([
    ["5 minutes old", -MAX_AGE_MS],
    ["5 minutes ahead", MAX_AGE_MS],
  ])("when it is %s", (_, offsetMs) => {
    const timestamp = String((NOW_MS + offsetMs) / 1000);
    expect(faultOf(headersFor({ timestamp }))).toBeNull();
  });

  test("at any time when the receiver has no time of day", () => {
    expect(faultOf(headersFor({ timestamp: "1" }), BODY, null)).toBeNull();
  });
});

describe("a signature is refused", () => {
  test.each(["Timestamp", "Nonce", "Serial", "Signature"])("without Wechatpay-%s", (name) => {
    const field = `wechatpay-${name.toLowerCase()}`;
    const missing = { kind: "missing_header", name: `Wechatpay-${name}` };
    expect(faultOf({ ...headersFor(), [field]: undefined })).toEqual(missing);
    expect(faultOf({ ...headersFor(), [field]: "" })).toEqual(missing);
    expect(faultOf({ ...headersFor(), [field]: ["a", "b"] })).toEqual(missing);
  });

  test.each([
    ["WECHATPAY2-SM2-WITH-SM3", "WECHATPAY2-SM2-WITH-SM3"],
    ["", ""],
    [["WECHATPAY2-SHA256-RSA2048", "WECHATPAY2-SM2-WITH-SM3"], expect.any(String)],
  ])("with the signature type %j", (sent, type) => {
    const headers = { ...headersFor(), "wechatpay-signature-type": sent };
    expect(faultOf(headers)).toEqual({ kind: "unsupported_type", type });
  });

  test.each([
    ["more than 5 minutes old", -MAX_AGE_MS - 1000, MAX_AGE_MS + 1000],
    ["more than 5 minutes ahead", MAX_AGE_MS + 1000, -MAX_AGE_MS - 1000],
  ])("when it is %s, and its age is named", (_, offsetMs, ageMs) => {
    const timestamp = String((NOW_MS + offsetMs) / 1000);
    expect(faultOf(headersFor({ timestamp }))).toEqual({ kind: "stale", ageMs });
  });

  test.each([
    ["milliseconds", String(NOW_MS)],
    ["a date", "2022-05-20T13:29:34+08:00"],
    ["a sign", `+${NOW_MS / 1000}`],
    ["a fraction", `${NOW_MS / 1000}.0`],
    ["another notation", "1.653024574e9"],
    ["hexadecimal", `0x${(NOW_MS / 1000).toString(16)}`],
    ["spaces", ` ${NOW_MS / 1000} `],
    ["two times, as of a repeated field", `${NOW_MS / 1000}, ${NOW_MS / 1000}`],
    ["words", "NaN"],
  ])("as infinitely old when its time is in %s", (_, timestamp) => {
    const stale = { kind: "stale", ageMs: Number.POSITIVE_INFINITY };
    expect(faultOf(headersFor({ timestamp }))).toEqual(stale);
  });

  test("with a serial that no key has, which is named as it was sent", () => {
    const serial = "00ab";
    expect(faultOf(headersFor({ serial }))).toEqual({ kind: "unknown_serial", serial });
  });

  test("over another body, one byte of which differs", () => {
    for (let index = 0; index < BODY.length; index++) {
      const body = Uint8Array.from(BODY);
      body[index] = (body[index] ?? 0) ^ 1;
      expect(faultOf(headersFor(), body)).toEqual({ kind: "wrong_signature" });
    }
  });

  test("over the same JSON with other spaces", () => {
    expect(faultOf(headersFor(), Buffer.from('{ "id": "EV-1" }'))).toEqual({
      kind: "wrong_signature",
    });
  });

  test.each(["wechatpay-nonce", "wechatpay-signature"])("when %s is sent twice", (name) => {
    const headers = headersFor();
    headers[name] = `${headers[name]}, ${headers[name]}`;
    expect(faultOf(headers)).toEqual({ kind: "wrong_signature" });
  });
});

describe("a probe", () => {
  const probe = {
    ...headersFor(),
    "wechatpay-signature": "WECHATPAY/SIGNTEST/pNHrtLq1lqYcl4eALk5DFAH4ELeN",
  };

  test("is distinguished from a forgery", () => {
    expect(faultOf(probe)).toEqual({ kind: "probe" });
    expect(isProbe(probe)).toBe(true);
  });

  test("is one whatever its serial and its time", () => {
    const headers = { ...probe, "wechatpay-serial": "AB", "wechatpay-timestamp": "1" };
    expect(faultOf(headers)).toEqual({ kind: "probe" });
  });

  test("is no signature that only contains the word", () => {
    expect(isProbe({ "wechatpay-signature": "AAAAWECHATPAY/SIGNTEST/" })).toBe(false);
    expect(isProbe({})).toBe(false);
  });
});

test.each([
  ["ab", "AB"],
  ["00AB", "AB"],
  ["0", "0"],
  ["0000", "0"],
  ["PUB_KEY_ID_0114232134912410000000000000", "PUB_KEY_ID_0114232134912410000000000000"],
  ["pub_key_id_00", "pub_key_id_00"],
  ["", ""],
])("the serial %j is stored as %j", (serial, stored) => {
  expect(normalSerial(serial)).toBe(stored);
});
