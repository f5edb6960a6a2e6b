import { type KeyObject, randomBytes } from "node:crypto";
import { sign } from "./signature.js";
import { SIGNATURE_TYPE } from "./signature-headers.js";

/** A merchant as it calls WeChat Pay. */
export interface ApiClient {
  readonly mchid: string;
  /** The serial number of the merchant's API certificate. */
  readonly serialNo: string;
  readonly privateKey: KeyObject;
}

export interface SignedRequest {
  readonly method: "GET" | "POST";
  /** The path with its query, as it is sent. */
  readonly path: string;
  /** Empty for GET. */
  readonly body: string;
}

/**
 * The Authorization header of a request to WeChat Pay.
 * @param nowMs the time of day; WeChat Pay accepts five minutes around its own
 * @see wechatpay, §1
 */
export function authorizationOf(
  { method, path, body }: SignedRequest,
  { mchid, serialNo, privateKey }: ApiClient,
  nowMs: number,
): string {
  const timestamp = String(Math.floor(nowMs / 1000));
  const nonce = randomBytes(16).toString("hex");
  const signature = sign([method, path, timestamp, nonce, body], privateKey);
  const fields = {
    mchid,
    nonce_str: nonce,
    signature,
    timestamp,
    serial_no: serialNo,
  };
  const list = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return `${SIGNATURE_TYPE} ${list.join(",")}`;
}
