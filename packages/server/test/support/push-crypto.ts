import { createDecipheriv, createHash } from "node:crypto";

/* What a receiver of pushes does, as documented: its own implementation, independent of the server's. */

/** The signature of texts: SHA-1 of all of them, sorted. */
export const signatureOf = (texts: readonly string[]): string =>
  createHash("sha1").update(texts.toSorted().join("")).digest("hex");

/** Decrypts a push. @throws Error for a padding that is not WeChat's */
export function decryptPush(
  encrypted: string,
  encodingAesKey: string,
): { readonly message: string; readonly appid: string } {
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  const decipher = createDecipheriv("aes-256-cbc", key, key.subarray(0, 16));
  decipher.setAutoPadding(false);
  const padded = Buffer.concat([decipher.update(encrypted, "base64"), decipher.final()]);
  const paddingBytes = padded.at(-1) ?? 0;
  if (paddingBytes < 1 || paddingBytes > 32 || padded.length % 32 !== 0) {
    throw new Error("the padding is not of blocks of 32 bytes");
  }
  const plain = padded.subarray(0, padded.length - paddingBytes);
  const length = plain.readUInt32BE(16);
  return {
    message: plain.subarray(20, 20 + length).toString("utf8"),
    appid: plain.subarray(20 + length).toString("utf8"),
  };
}

/** The elements of a push in XML, by their names, in their order. */
export const elementsOf = (xml: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...xml.matchAll(/<(\w+)>(?:<!\[CDATA\[(.*?)\]\]>|(\d+))<\/\1>/g)].map(
      ([, name, text, number]) => [name as string, text ?? number ?? ""],
    ),
  );
