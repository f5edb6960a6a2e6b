/**
 * The parts of DER (ITU-T X.690) that a certificate needs. This module only writes; node:crypto reads
 * certificates.
 */
type Bytes = Uint8Array;

export const sequence = (...parts: readonly Bytes[]): Bytes => element(0x30, ...parts);

export const set = (...parts: readonly Bytes[]): Bytes => element(0x31, ...parts);

export const booleanTrue = (): Bytes => element(0x01, Uint8Array.of(0xff));

export const nullValue = (): Bytes => element(0x05);

/** A non-negative integer from its bytes, the most significant first. */
export function integer(magnitude: Bytes): Bytes {
  const first = magnitude.findIndex((byte) => byte !== 0);
  const digits = first === -1 ? Uint8Array.of(0) : magnitude.subarray(first);
  // The most significant bit is the sign.
  const sign = (digits[0] ?? 0) >= 0x80 ? Uint8Array.of(0) : Uint8Array.of();
  return element(0x02, sign, digits);
}

/** @param unusedBits how many of the lowest bits of the last byte are unused */
export const bitString = (bytes: Bytes, unusedBits = 0): Bytes =>
  element(0x03, Uint8Array.of(unusedBits), bytes);

export const octetString = (bytes: Bytes): Bytes => element(0x04, bytes);

export const utf8String = (value: string): Bytes => element(0x0c, Buffer.from(value, "utf8"));

/** An object identifier from its dotted form: `2.5.29.17`. */
export function objectIdentifier(dotted: string): Bytes {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return element(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

/** A time in seconds. RFC 5280 requires another form for years from 2050 on. */
export function time(atMs: number): Bytes {
  const digits = new Date(atMs).toISOString().replace(/\.\d+/, "").replaceAll(/[-:T]/g, "");
  const isLate = digits >= "2050";
  return element(isLate ? 0x18 : 0x17, Buffer.from(isLate ? digits : digits.slice(2), "ascii"));
}

/** A tagged value that contains other values. */
export const constructed = (tag: number, ...parts: readonly Bytes[]): Bytes =>
  element(0xa0 + tag, ...parts);

/** A tagged value of bytes. */
export const primitive = (tag: number, bytes: Bytes): Bytes => element(0x80 + tag, bytes);

function element(tag: number, ...parts: readonly Bytes[]): Bytes {
  const content = Buffer.concat(parts);
  return Buffer.concat([Uint8Array.of(tag, ...lengthOf(content.length)), content]);
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 + bytes.length, ...bytes];
}

function base128(value: number): number[] {
  const digits = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift(128 + (rest % 128));
  }
  return digits;
}
