import { generateKeyPairSync, sign } from "node:crypto";
import { expect, test } from "vitest";
import { checkReceipt, receiptKeysOf } from "./receipt-check.js";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const jwk = { ...publicKey.export({ format: "jwk" }), kid: "k1" };
const keys = receiptKeysOf({ keys: [jwk] }) ?? new Map();

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
function signed(payload: object, header: object = { alg: "EdDSA", kid: "k1" }): string {
  const input = `${part(header)}.${part(payload)}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString("base64url")}`;
}

const MEMBERS = { id: "erasure_1", removed: { uploads: 3 }, kept: ["statistics"] };
const RECEIPT = { ...MEMBERS, signature: signed(MEMBERS) };
const faultsOf = (receipt: Record<string, unknown>) =>
  checkReceipt(receipt, keys).faults.map(({ path, message }) => `${path}: ${message.en}`);

test("a receipt as it was signed fits, whatever the order of its members", () => {
  expect(checkReceipt(RECEIPT, keys)).toEqual({ kid: "k1", faults: [] });
  const { signature, ...members } = RECEIPT;
  const turned = Object.fromEntries(Object.entries(members).toReversed());
  expect(faultsOf({ signature, ...turned })).toEqual([]);
});

test.each([
  ["a changed count", { removed: { uploads: 2 } }, ["removed.uploads: signed was 3, here it is 2"]],
  ["a changed list", { kept: [] }, ['kept: signed was ["statistics"], here it is []']],
  ["a missing member", { id: undefined }, ['id: missing here; signed was "erasure_1"']],
  ["an added member", { note: 1 }, ["note: 1 is here, and was not signed"]],
  ["a member of every object", { constructor: 1 }, ["constructor: 1 is here, and was not signed"]],
])("%s is named", (_, change, faults) => {
  expect(faultsOf({ ...RECEIPT, ...change })).toEqual(faults);
});

test.each([
  ["absent", undefined, "there is no signature"],
  ["no text", 7, "this is no signature"],
  ["another text", "a.b", "this is no signature"],
  ["of an object without a kid", signed(MEMBERS, { alg: "EdDSA" }), "this is no signature"],
  ["without a key", signed(MEMBERS, { alg: "none", kid: "k1" }), 'the algorithm is "none"'],
  ["of another key", signed(MEMBERS, { alg: "EdDSA", kid: "k2" }), "not among the public keys: k1"],
  ["cut", RECEIPT.signature.slice(0, -4), "the key k1 did not make this signature"],
])("a signature that is %s is refused", (_, signature, message) => {
  const faults = faultsOf({ ...MEMBERS, signature });
  expect(faults).toHaveLength(1);
  expect(faults[0]).toMatch(/^signature: /);
  expect(faults[0]).toContain(message);
});

test("only Ed25519 public keys are keys", () => {
  expect(receiptKeysOf({})).toBeNull();
  expect(receiptKeysOf({ keys: [] })).toBeNull();
  expect(receiptKeysOf({ keys: [{ ...jwk, kty: "oct" }] })).toBeNull();
  expect(receiptKeysOf({ keys: [{ ...jwk, x: "short" }] })).toBeNull();
});
