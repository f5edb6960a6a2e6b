import WxPay from "wechatpay-node-v3";
import { sealResource } from "../../src/index.js";
import type { Authorizer, NoticeReader, SdkMerchant } from "./sdk.js";
import { partsOf } from "./sdk.js";

export const readNotice: NoticeReader = async (received, merchant) => {
  const { mchid, platformKey, platformCertificate, apiV3Key } = merchant;
  const pay = new WxPay({
    appid: "wxd678efh567hg6787",
    mchid,
    serial_no: "AB",
    publicKey: Buffer.from(platformCertificate),
    privateKey: Buffer.from(platformKey.privatePem),
    key: apiV3Key,
  });
  pay.createHttp(new FakeWeChatPay(merchant));
  const { resource, ...signed } = partsOf(received);
  if (!(await pay.verifySign({ ...signed, body: received.body }))) return null;
  const { ciphertext, associated_data: associatedData, nonce } = resource;
  return pay.decipher_gcm(ciphertext, associatedData, nonce);
};

export const authorizationOf: Authorizer = ({ method, path, body }, client, moment) => {
  const { mchid, key, certificate } = client;
  const pay = new WxPay({
    appid: "wxd678efh567hg6787",
    mchid,
    serial_no: key.serial,
    publicKey: Buffer.from(certificate),
    privateKey: Buffer.from(key.privatePem),
  });
  const { nonce, timestamp } = moment;
  const signature = pay.getSignature(method, nonce, timestamp, path, body);
  return pay.getAuthorization(nonce, timestamp, signature);
};

/**
 * A fake of WeChat Pay's `GET /v3/certificates`: the SDK downloads and decrypts the certificates by
 * which it verifies.
 */
class FakeWeChatPay {
  readonly #merchant: SdkMerchant;

  constructor(merchant: SdkMerchant) {
    this.#merchant = merchant;
  }

  get = async (url: string) => {
    if (!url.endsWith("/v3/certificates")) throw new Error(`this fake does not answer ${url}`);
    const { platformKey, platformCertificate, apiV3Key } = this.#merchant;
    const certificate = {
      serial_no: platformKey.serial,
      effective_time: "2018-06-08T10:34:56+08:00",
      expire_time: "2099-01-01T00:00:00+08:00",
      encrypt_certificate: sealResource(platformCertificate, apiV3Key, {
        associatedData: "certificate",
      }),
    };
    return { status: 200, data: { data: [certificate] } };
  };

  post = this.get;
  upload = this.get;
}
