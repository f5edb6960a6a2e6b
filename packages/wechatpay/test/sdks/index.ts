import * as axiosPlugin from "./axios-plugin.js";
import * as easywechat from "./easywechat.js";
import * as nodeV3 from "./node-v3.js";
import type { Authorizer, Encrypter, NoticeMaker, NoticeReader } from "./sdk.js";

/*
 * WeChat Pay SDKs of the registry, for tests of every package: packages/wechatpay/test/sdks. They are
 * development dependencies of the workspace. wechatpay-node-v3 can decrypt, but not encrypt.
 */

interface Maker {
  readonly sdk: string;
  readonly makeNotice: NoticeMaker;
  readonly encrypt: Encrypter;
}

const { makeNotice, encrypt } = axiosPlugin;
export const MAKERS: readonly Maker[] = [
  { sdk: "wechatpay-axios-plugin", makeNotice, encrypt },
  { sdk: "node-easywechat", makeNotice: easywechat.makeNotice, encrypt: easywechat.encrypt },
];

export const READERS: readonly { readonly sdk: string; readonly readNotice: NoticeReader }[] = [
  { sdk: "wechatpay-axios-plugin", readNotice: axiosPlugin.readNotice },
  { sdk: "wechatpay-node-v3", readNotice: nodeV3.readNotice },
  { sdk: "node-easywechat", readNotice: easywechat.readNotice },
];

export const AUTHORIZERS: readonly { readonly sdk: string; readonly authorize: Authorizer }[] = [
  { sdk: "wechatpay-axios-plugin", authorize: axiosPlugin.authorizationOf },
  { sdk: "wechatpay-node-v3", authorize: nodeV3.authorizationOf },
  { sdk: "node-easywechat", authorize: easywechat.authorizationOf },
];

export type { NoticeMaker, NoticeReader, SdkMerchant } from "./sdk.js";
