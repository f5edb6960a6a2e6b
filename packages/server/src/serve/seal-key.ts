import { SettingsError } from "../settings-error.js";

export const SEAL_KEY_BYTES = 32;

/**
 * Reads a seal key: 32 random bytes, in base64, base64url or hexadecimal.
 * @param name the setting, for the error: `DINGDAN_SEAL_KEY`
 * @throws SettingsError, without the key, for another length and for a key that is not random
 */
export function parseSealKey(value: string, name: string): Buffer {
  const key = decoded(value.trim());
  if (key?.length !== SEAL_KEY_BYTES) {
    throw new SettingsError(
      `${name} is not a seal key: it must be ${SEAL_KEY_BYTES} bytes in base64 or hexadecimal. ${NEXT}`,
    );
  }
  if (isGuessable(key)) {
    throw new SettingsError(`${name} is a weak key: its bytes are not random. ${NEXT}`);
  }
  return key;
}

const NEXT = "Make one with: openssl rand -base64 32";

function decoded(value: string): Buffer | null {
  if (/^[\da-f]{64}$/i.test(value)) return Buffer.from(value, "hex");
  // Node reads both alphabets of base64.
  return /^[\w+/-]+={0,2}$/.test(value) ? Buffer.from(value, "base64") : null;
}

/**
 * True for bytes that are text or repeat themselves. Fewer than one random key in 2^45 consists of
 * printable characters, and fewer still have less than 16 different bytes.
 */
function isGuessable(key: Buffer): boolean {
  return new Set(key).size < 16 || key.every((byte) => byte >= 0x20 && byte < 0x7f);
}
