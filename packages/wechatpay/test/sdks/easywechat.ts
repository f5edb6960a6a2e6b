import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pay, PrivateKey, PublicKey, ServerRequest } from "node-easywechat";
import { AES_GCM } from "node-easywechat/dist/Core/Support/AES.js";
import RSA from "node-easywechat/dist/Core/Support/RSA.js";
import Merchant from "node-easywechat/dist/Pay/Merchant.js";
import Signature from "node-easywechat/dist/Pay/Signature.js";
import type { TestKey } from "../keys.js";
import {
  type Authorizer,
  type Encrypter,
  type NoticeMaker,
  type NoticeReader,
  noticeWith,
} from "./sdk.js";

export const encrypt: Encrypter = ({ nonce, apiV3Key, plaintext, associatedData }) =>
  AES_GCM.encrypt(plaintext, apiV3Key, nonce, associatedData).toString("base64");

export const makeNotice: NoticeMaker = (notice, options) =>
  noticeWith(notice, options, {
    encrypt,
    sign: ({ timestamp, nonce, body }, { privatePem }) => {
      const rsa = new RSA();
      rsa.setPrivateKey(privatePem);
      return rsa.sign(`${timestamp}\n${nonce}\n${body}\n`);
    },
  });

export const readNotice: NoticeReader = async ({ headers, body }, merchant) => {
  const { platformKey } = merchant;
  const app = new Pay({ mch_id: merchant.mchid, secret_key: merchant.apiV3Key });
  app.setMerchant(
    new Merchant(
      merchant.mchid,
      privateKeyOf(platformKey),
      new PublicKey(merchant.platformCertificate, "AB"),
      merchant.apiV3Key,
      "",
      { [platformKey.serial]: new PublicKey(platformKey.publicPem, platformKey.serial) },
      app,
    ),
  );
  const request = new ServerRequest("POST", "/notify", { ...headers }, Buffer.from(body));
  try {
    await app.getValidator().validate(request);
  } catch {
    return null;
  }
  const message = await app.setRequest(request).getServer().getDecryptedMessage();
  return message.toObject();
};

export const authorizationOf: Authorizer = ({ method, path, body }, client, moment) => {
  const { mchid, key, certificate } = client;
  const merchant = new Merchant(
    mchid,
    privateKeyOf(key),
    new PublicKey(certificate, key.serial),
    "",
    "",
  );
  const payload = body === "" ? {} : { data: body };
  const { nonce, timestamp } = moment;
  return new Signature(merchant).createHeader(method, path, payload, nonce, Number(timestamp));
};

/** The SDK reads private keys from files only. */
function privateKeyOf({ privatePem }: TestKey): PrivateKey {
  const folder = mkdtempSync(join(tmpdir(), "easywechat-pay-"));
  try {
    const path = join(folder, "apiclient_key.pem");
    writeFileSync(path, privatePem, { mode: 0o600 });
    return new PrivateKey(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
