import { constants, sign as signWith } from "node:crypto";
import { describe, expect, test } from "vitest";
import { makeKey } from "../test/keys.js";
import { isSigned, sign } from "./signature.js";

const key = makeKey();
const other = makeKey();
const PARTS = ["1653024574", "nonce", '{"summary":"支付成功"}'];
const SIGNATURE = sign(PARTS, key.privateKey);

describe("a signature is accepted", () => {
  test("with the key that made it", () => {
    expect(isSigned(PARTS, SIGNATURE, key.publicKey)).toBe(true);
  });

  test("over a body as bytes, in Chinese, and over an empty one", () => {
    const [timestamp = "", nonce = "", body = ""] = PARTS;
    expect(isSigned([timestamp, nonce, Buffer.from(body)], SIGNATURE, key.publicKey)).toBe(true);
    const empty = sign([timestamp, nonce, ""], key.privateKey);
    expect(isSigned([timestamp, nonce, new Uint8Array()], empty, key.publicKey)).toBe(true);
  });

  test("over bytes that are no UTF-8", () => {
    const bytes = Uint8Array.of(0xff, 0x00, 0xc0);
    expect(isSigned([bytes], sign([bytes], key.privateKey), key.publicKey)).toBe(true);
  });
});

describe("a signature is not accepted", () => {
  test.each([
    ["with another key", PARTS, SIGNATURE, other.publicKey],
    ["over another body", [PARTS[0] ?? "", PARTS[1] ?? "", "{}"], SIGNATURE, key.publicKey],
    ["that is empty", PARTS, "", key.publicKey],
    ["that is cut off", PARTS, SIGNATURE.slice(0, -4), key.publicKey],
    ["that is not base64", PARTS, "§".repeat(344), key.publicKey],
    ["that is sent twice", PARTS, `${SIGNATURE}, ${SIGNATURE}`, key.publicKey],
    [
      "with a line break",
      PARTS,
      `${SIGNATURE.slice(0, 76)}\n${SIGNATURE.slice(76)}`,
      key.publicKey,
    ],
    ["without its padding", PARTS, SIGNATURE.replace(/=+$/, ""), key.publicKey],
  ])("%s", (_, parts, signature, publicKey) => {
    expect(isSigned(parts, signature, publicKey)).toBe(false);
  });

  test("with the padding of RSA-PSS", () => {
    const message = Buffer.from(`${PARTS.join("\n")}\n`);
    const padding = constants.RSA_PKCS1_PSS_PADDING;
    const pss = signWith("sha256", message, { key: key.privateKey, padding });
    expect(isSigned(PARTS, pss.toString("base64"), key.publicKey)).toBe(false);
  });
});
