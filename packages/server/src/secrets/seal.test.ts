import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { Sealer } from "./seal.js";

const PLACE = "components/wx1/callback";
const [key, otherKey] = [randomBytes(32), randomBytes(32)];
const sealer = new Sealer(key);
const sealed = sealer.seal("密钥", PLACE);

describe("a sealed value", () => {
  test("opens in its place, in another process with the same key", () => {
    expect(new Sealer(key).open(sealed, PLACE)).toEqual({ kind: "opened", value: "密钥" });
    expect(sealed).not.toContain("密钥");
    expect(sealer.seal("密钥", PLACE)).not.toBe(sealed);
  });

  test("does not open in another place", () => {
    expect(sealer.open(sealed, "components/wx2/callback")).toEqual({ kind: "damaged" });
  });

  test("does not open when a part of it was changed", () => {
    const data = sealed.lastIndexOf(".") + 1;
    // Characters of the salt, the nonce, the tag and the ciphertext.
    for (const at of [data, data + 22, data + 40, data + 60]) {
      const other = sealed[at] === "A" ? "B" : "A";
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
      expect(sealer.open(changed, PLACE)).toEqual({ kind: "damaged" });
    }
    for (const changed of ["", "s1", sealed.slice(0, 30), sealed.slice(0, -4), `x${sealed}`]) {
      expect(sealer.open(changed, PLACE).kind).not.toBe("opened");
    }
  });

  test("does not open with another key, and names the key that sealed it", () => {
    const [, sealedWith] = sealed.split(".");
    expect(new Sealer(otherKey).open(sealed, PLACE)).toEqual({ kind: "other_key", sealedWith });
    expect(new Sealer(null).open(sealed, PLACE)).toEqual({ kind: "other_key", sealedWith });
  });

  test("opens with the previous key, and is then not current", () => {
    const changing = new Sealer(otherKey, key);
    expect(changing.open(sealed, PLACE)).toEqual({ kind: "opened", value: "密钥" });
    expect(changing.isCurrent(sealed)).toBe(false);
    expect(changing.isCurrent(changing.seal("密钥", PLACE))).toBe(true);
  });
});

test("without a key, and with a refused one, nothing is sealed", () => {
  expect(new Sealer(null).fault).toEqual({ kind: "no_key" });
  expect(() => new Sealer(null).seal("x", PLACE)).toThrow();
  const refused = new Sealer(key);
  refused.refuse("abc");
  expect(refused.fault).toMatchObject({ kind: "wrong_key", sealedWith: "abc" });
  expect(() => refused.seal("x", PLACE)).toThrow();
  expect(refused.hash("x", "openid")).toBeNull();
});

test("a keyed hash depends on the value, the purpose and the key", () => {
  const hash = sealer.hash("o1", "openid");
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(new Sealer(key).hash("o1", "openid")).toBe(hash);
  expect(sealer.hash("o2", "openid")).not.toBe(hash);
  expect(sealer.hash("o1", "phone")).not.toBe(hash);
  expect(new Sealer(otherKey).hash("o1", "openid")).not.toBe(hash);
  expect(new Sealer(otherKey, key).hashes("o1", "openid")).toContain(hash);
});
