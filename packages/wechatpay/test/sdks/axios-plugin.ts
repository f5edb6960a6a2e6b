import { Aes, Formatter, Rsa } from "wechatpay-axios-plugin";
import {
  type Authorizer,
  type Encrypter,
  type NoticeMaker,
  type NoticeReader,
  noticeWith,
  partsOf,
} from "./sdk.js";

export const encrypt: Encrypter = ({ nonce, apiV3Key, plaintext, associatedData }) =>
  Aes.AesGcm.encrypt(plaintext, apiV3Key, nonce, associatedData);

export const makeNotice: NoticeMaker = (notice, options) =>
  noticeWith(notice, options, {
    encrypt,
    sign: ({ timestamp, nonce, body }, { privatePem }) =>
      Rsa.sign(Formatter.response(timestamp, nonce, body), privatePem),
  });

export const readNotice: NoticeReader = async (received, { apiV3Key, platformKey }) => {
  const { timestamp, nonce, serial, signature, resource } = partsOf(received);
  const message = Formatter.response(timestamp, nonce, received.body);
  if (serial !== platformKey.serial) return null;
  if (!Rsa.verify(message, signature, platformKey.publicPem)) return null;
  const { ciphertext, associated_data: associatedData } = resource;
  return JSON.parse(Aes.AesGcm.decrypt(ciphertext, apiV3Key, resource.nonce, associatedData));
};

export const authorizationOf: Authorizer = ({ method, path, body }, { mchid, key }, moment) => {
  const { nonce, timestamp } = moment;
  const message = Formatter.request(method, path, timestamp, nonce, body);
  const signature = Rsa.sign(message, key.privatePem);
  return Formatter.authorization(mchid, nonce, signature, timestamp, key.serial);
};
