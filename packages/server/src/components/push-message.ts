import { createCipheriv, createHash, randomBytes } from "node:crypto";
import type { ComponentCallback } from "../domain/component.js";
import { newNonce } from "../secrets/component-secrets.js";

/** A push, ready to send: the URL with its signature, and the body. */
export interface SignedPush {
  readonly url: string;
  readonly body: string;
}

/** The XML elements of a push, in their order. */
export type PushElements = readonly (readonly [name: string, value: string | number])[];

/**
 * Wraps the elements of a push as WeChat does: XML, encrypted with the platform's key, inside XML, with
 * a signature in the query. @see auth, §4 "Event push to the platform"
 */
export function signPush(
  componentAppid: string,
  callback: ComponentCallback,
  elements: PushElements,
  nowMs: number,
): SignedPush {
  const encrypt = encryptMessage(xml(elements), componentAppid, callback.encodingAesKey);
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = newNonce();
  const url = new URL(callback.url);
  const query = {
    signature: sha1Of([callback.token, timestamp, nonce]),
    timestamp,
    nonce,
    encrypt_type: "aes",
    msg_signature: sha1Of([callback.token, timestamp, nonce, encrypt]),
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const body = xml([
    ["AppId", componentAppid],
    ["Encrypt", encrypt],
  ]);
  return { url: url.href, body };
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

/** Writes texts in CDATA and numbers without it, as WeChat does. */
function xml(elements: PushElements): string {
  const inner = elements.map(([name, value]) => {
    // No current text contains the end of a CDATA section; one that did could forge elements.
    const content =
      typeof value === "number"
        ? String(value)
        : `<![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
    return `<${name}>${content}</${name}>`;
  });
  return `<xml>${inner.join("")}</xml>`;
}
