import { createCipheriv, createHash, randomBytes } from "node:crypto";
import type { ComponentCallback } from "../domain/component.js";
import { newNonce } from "../secrets/component-secrets.js";

/** A push as it goes out: the link with its signature, and the body. */
export interface SignedPush {
  readonly url: string;
  readonly body: string;
}

/** What a push tells. Its order is the order of the elements. */
export type PushElements = readonly (readonly [name: string, value: string | number])[];

/**
 * Wraps what a platform is told as WeChat does: XML, encrypted for the platform's key, in XML, with a
 * signature in the query. @see auth, §4 "Event push to the platform"
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

/** WeChat pads to whole blocks of 32 bytes, although AES has blocks of 16. */
const PADDING_BLOCK_BYTES = 32;

/** 16 random bytes, the message's length, the message, the appid; AES-256-CBC with the key's head as IV. */
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

/** Texts stand in CDATA, numbers bare, as WeChat writes them. */
function xml(elements: PushElements): string {
  const inner = elements.map(([name, value]) => {
    // None of our texts holds the end of a CDATA section; one that did would forge elements.
    const content =
      typeof value === "number"
        ? String(value)
        : `<![CDATA[${value.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
    return `<${name}>${content}</${name}>`;
  });
  return `<xml>${inner.join("")}</xml>`;
}
