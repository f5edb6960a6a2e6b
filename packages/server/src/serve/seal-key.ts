import { text } from "@dingdan/contract";
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
      text(
        `${name} is not a seal key: it must be ${SEAL_KEY_BYTES} bytes in base64 or hexadecimal. ${NEXT.en}`,
        `${name} 不是封存密钥：须为 ${SEAL_KEY_BYTES} 字节的 base64 或十六进制。${NEXT.zh}`,
      ),
    );
  }
  if (isGuessable(key)) {
    throw new SettingsError(
      text(
        `${name} is a weak key: its bytes are not random. ${NEXT.en}`,
        `${name} 是弱密钥：并非随机字节。${NEXT.zh}`,
      ),
    );
  }
  return key;
}

const NEXT = text("Make one with: openssl rand -base64 32", "请用 openssl rand -base64 32 生成。");

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
