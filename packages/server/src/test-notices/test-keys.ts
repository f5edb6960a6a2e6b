import { createPublicKey, generateKeyPair, randomInt } from "node:crypto";
import { promisify } from "node:util";
import type { TestKeysRepresentation } from "@dingdan/contract";
import type { Opened, Sealer } from "../secrets/seal.js";
import type { SettingStore } from "../storage/store.js";

/** The keys with which a sandbox simulates WeChat Pay for one merchant number. */
export interface TestKeys {
  readonly apiV3Key: string;
  /** The pair that signs, and the pair that follows it in a change of keys. */
  readonly pairs: readonly [TestKeyPair, TestKeyPair];
}

export interface TestKeyPair {
  /** The id of the public key: `PUB_KEY_ID_…`. */
  readonly id: string;
  /** PKCS #8, as PEM. */
  readonly privateKey: string;
}

export type FoundTestKeys =
  /** `isNew`: this call made them. */
  | { readonly kind: "found"; readonly keys: TestKeys; readonly isNew: boolean }
  | Exclude<Opened, { readonly kind: "opened" }>;

/**
 * Finds the test keys of a merchant number, and makes them at the first call. They are a sealed setting,
 * so a restart changes no key of a receiver under test.
 * @throws Error while the sealer has a fault
 */
export async function findTestKeys(
  mchid: string,
  settings: Pick<SettingStore, "get" | "change">,
  sealer: Sealer,
): Promise<FoundTestKeys> {
  const name = TEST_KEYS + mchid;
  const place = placeOf(name);
  const stored = await settings.get(name);
  if (stored !== null) return opened(stored, place, sealer, false);
  const made = sealer.seal(JSON.stringify(await makeTestKeys()), place);
  // Of two calls that make keys at the same time, the keys of one stay.
  const kept = await settings.change(name, (before) => before ?? made);
  return opened(kept, place, sealer, kept === made);
}

/** How the names of these settings begin; the merchant number follows. */
export const TEST_KEYS = "wechatpay_test_keys/";

export const mchidOfTestKeys = (name: string): string => name.slice(TEST_KEYS.length);

/** The same keys, sealed with the current seal key; null when they cannot be opened. */
export function resealedTestKeys(name: string, sealed: string, sealer: Sealer): string | null {
  const place = placeOf(name);
  const value = sealer.open(sealed, place);
  return value.kind === "opened" ? sealer.seal(value.value, place) : null;
}

const placeOf = (name: string) => `settings/${name}/value`;

/** What a receiver must know: the APIv3 key, and the public keys. */
export const representTestKeys = ({ apiV3Key, pairs }: TestKeys): TestKeysRepresentation => ({
  api_v3_key: apiV3Key,
  public_keys: pairs.map(({ id, privateKey }) => ({
    id,
    pem: createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
  })),
});

function opened(sealed: string, place: string, sealer: Sealer, isNew: boolean): FoundTestKeys {
  const value = sealer.open(sealed, place);
  return value.kind === "opened"
    ? { kind: "found", keys: JSON.parse(value.value) as TestKeys, isNew }
    : value;
}

async function makeTestKeys(): Promise<TestKeys> {
  const apiV3Key = randomText(LETTERS_AND_DIGITS, API_V3_KEY_CHARACTERS);
  return { apiV3Key, pairs: await Promise.all([makePair(), makePair()]) };
}

const generate = promisify(generateKeyPair);

async function makePair(): Promise<TestKeyPair> {
  const { privateKey } = await generate("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return { id: `PUB_KEY_ID_01${randomText(DIGITS, ID_DIGITS)}`, privateKey };
}

const DIGITS = "0123456789";
const LETTERS_AND_DIGITS = `${DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz`;
const API_V3_KEY_CHARACTERS = 32;
const ID_DIGITS = 26;

const randomText = (alphabet: string, length: number): string =>
  Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join("");
