import { createCipheriv, createHash, randomBytes } from "node:crypto";
import type { MessagePush } from "../domain/message-push.js";
import { newNonce } from "../secrets/component-secrets.js";
import { MIME_TYPES, type PushMembers, pushBody } from "./push-body.js";

/** A push, ready to send: the URL with its signature, and the body. */
export interface SignedPush {
  readonly url: string;
  readonly contentType: string;
  readonly body: string;
}

/** Whom a push is for. */
export interface Addressee {
  /** The appid at the end of an encrypted message. */
  readonly appid: string;
  /** The member beside an encrypted message that names the receiver. */
  readonly member: readonly [name: "AppId" | "ToUserName", value: string];
}

/**
 * Signs a push in the query, as WeChat does. With an AES key its members are encrypted, inside an object
 * or XML with the addressee. @see auth, §4 "Event push to the platform"
 */
export function signPush(
  { url, format, token, encodingAesKey }: MessagePush,
  { appid, member }: Addressee,
  members: PushMembers,
  nowMs: number,
): SignedPush {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = newNonce();
  const signature = sha1Of([token, timestamp, nonce]);
  const plain = pushBody(format, members);
  const contentType = MIME_TYPES[format];
  if (encodingAesKey === null) {
    return { url: withQuery(url, { signature, timestamp, nonce }), contentType, body: plain };
  }
  const encrypt = encryptMessage(plain, appid, encodingAesKey);
  const msg_signature = sha1Of([token, timestamp, nonce, encrypt]);
  return {
    url: withQuery(url, { signature, timestamp, nonce, encrypt_type: "aes", msg_signature }),
    contentType,
    body: pushBody(format, [member, ["Encrypt", encrypt]]),
  };
}

function withQuery(link: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(link);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

const sha1Of = (texts: readonly string[]) =>
  createHash("sha1").update(texts.toSorted().join("")).digest("hex");

/** WeChat pads to blocks of 32 bytes, although AES has blocks of 16. */
const PADDING_BLOCK_BYTES = 32;

/** Encrypts 16 random bytes, the message's length, the message and the appid; the IV is the key's start. */
function encryptMessage(message: string, appid: string, encodingAesKey: string): string {
  const key = Buffer.from(`${encodingAesKey}=`, "base64");
  const content = Buffer.from(message);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const plain = Buffer.concat([randomBytes(16), length, content, Buffer.from(appid)]);
  const paddingBytes = PADDING_BLOCK_BYTES - (plain.length % PADDING_BLOCK_BYTES);
  const padded = Buffer.concat([plain, Buffer.alloc(paddingBytes, paddingBytes)]);
  const cipher = createCipheriv("aes-256-cbc", key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(padded), cipher.final()]).toString("base64");
}
