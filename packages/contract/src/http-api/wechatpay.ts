import type { Infer, ObjectSchema, StringSchema } from "../schema.js";
import { type Text, text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { BAD_BODY, INSTANT, PAGE_QUERY, pageOf } from "./parts.js";

/** The path to which WeChat Pay posts the notices of a merchant number. */
export const NOTICE_PATH = "/payments/wechatpay/:mchid/notify";

/** How long the APIv3 key before a change stays valid: WeChat Pay repeats a notice for 24 h 4 min. */
export const DEFAULT_PREVIOUS_KEY_HOURS = 48;
export const PREVIOUS_KEY_HOURS_MAX = 720;

/** The number of a merchant. WeChat Pay's have digits; a sandbox takes invented ones, too. */
export const MCHID_PATTERN = "^[0-9A-Za-z_-]{1,32}$";
/** The requirement of {@link MCHID_PATTERN} in words, behind "must be" or "it has". */
export const MCHID_RULE = text("up to 32 letters, digits, _ and -", "至多 32 个字母、数字、_ 或 -");

const MCHID = new RegExp(MCHID_PATTERN);

export const isMchid = (value: string): boolean => MCHID.test(value);

const PEM = {
  type: "string",
  minLength: 1,
  "x-maxBytes": 16_384,
  "x-multiline": true,
} as const satisfies StringSchema;

const KEY_ID = {
  type: "string",
  pattern: "^[0-9A-Za-z_-]{1,64}$",
  examples: ["PUB_KEY_ID_0116000001092024111100000000000000"],
} as const satisfies StringSchema;

const SERIAL = {
  type: "string",
  pattern: "^[0-9A-Fa-f]{1,64}$",
  "x-patternMeaning": text("must be a serial number in hexadecimal", "应为十六进制的证书序列号"),
  examples: ["7C6E85B2A41F0D93E1B5C8D7F60A2B4C9D8E1F30"],
} as const satisfies StringSchema;

const PUBLIC_KEY = {
  type: "object",
  properties: { id: KEY_ID, pem: PEM },
  required: ["id", "pem"],
  additionalProperties: false,
} as const satisfies ObjectSchema;

const CERTIFICATE = {
  type: "object",
  properties: { serial: SERIAL, pem: PEM },
  required: ["serial", "pem"],
  additionalProperties: false,
} as const satisfies ObjectSchema;

/** Some keys with which WeChat Pay signs: it uses two at a time at most, while it changes them. */
const listOf = <Key extends ObjectSchema>(items: Key, description: Text) =>
  ({ type: "array", description, items, maxItems: 20 }) as const;

const SETTINGS = {
  type: "object",
  properties: {
    api_v3_key: {
      type: "string",
      pattern: "^[\\x21-\\x7e]{32}$",
      "x-patternMeaning": text(
        "must be the 32 characters of the APIv3 key that is set in the merchant platform",
        "应为商户平台中设置的 32 个字符的 APIv3 密钥",
      ),
      description: text("Decrypts the notices; needed once", "用于解密通知；首次设置时必填"),
      examples: ["an-example-of-an-APIv3-key-00001"],
    },
    public_keys: listOf(
      PUBLIC_KEY,
      text(
        "WeChat Pay's public keys of this merchant, with their ids",
        "该商户的微信支付公钥及其 ID",
      ),
    ),
    certificates: listOf(
      CERTIFICATE,
      text(
        "WeChat Pay's platform certificates, with their serial numbers; those that the platform downloads itself stay, unless the list is empty",
        "微信支付平台证书及其序列号；平台自行下载的证书不受影响，传空列表时一并删除",
      ),
    ),
    api_client: {
      type: ["object", "null"],
      description: text(
        "The merchant's API certificate, with which the platform queries WeChat Pay; null removes it",
        "商户 API 证书，平台用它查询微信支付；null 表示移除",
      ),
      properties: {
        serial_no: SERIAL,
        private_key: {
          ...PEM,
          description: text("The PEM text of apiclient_key.pem", "apiclient_key.pem 的 PEM 文本"),
        },
      },
      required: ["serial_no", "private_key"],
      additionalProperties: false,
    },
    forward_url: {
      type: "string",
      "x-maxBytes": 1024,
      pattern: "^$|^https?://",
      "x-patternMeaning": text("must be an http or https link", "须为 http 或 https 链接"),
      description: text(
        "Gets each verified notice unchanged; an empty string forwards none",
        "每个已验证的通知都原样转发到该地址；空字符串表示不转发",
      ),
    },
    forward_private_address: {
      type: "boolean",
      description: text(
        "True: forward_url may lead to a private address. Default: false",
        "为 true 时 forward_url 可为内网地址，默认 false",
      ),
    },
    previous_api_v3_key_hours: {
      type: "integer",
      minimum: 0,
      maximum: PREVIOUS_KEY_HOURS_MAX,
      description: text(
        "How long the APIv3 key before a new one still decrypts notices; default: 48, since WeChat Pay repeats a notice for 24 hours",
        "更换 APIv3 密钥后，旧密钥仍可解密通知的小时数；默认 48，因微信支付会在 24 小时内重发通知",
      ),
    },
  },
  additionalProperties: false,
} as const satisfies ObjectSchema;

const MERCHANT = {
  type: "object",
  properties: {
    mchid: { type: "string" },
    notify_url: {
      type: "string",
      description: text(
        "The notify_url for orders of this merchant number",
        "该商户号下单时使用的 notify_url",
      ),
    },
    public_keys: {
      type: "array",
      items: { type: "object", properties: { id: KEY_ID }, required: ["id"] },
    },
    certificates: {
      type: "array",
      items: {
        type: "object",
        properties: {
          serial: SERIAL,
          expires_at: INSTANT,
          is_downloaded: {
            type: "boolean",
            description: text("The platform downloaded it itself", "是否由平台自行下载"),
          },
        },
        required: ["serial", "is_downloaded"],
      },
    },
    previous_api_v3_key_until: {
      ...INSTANT,
      description: text(
        "Until when the APIv3 key before the last change decrypts notices; absent when it does not",
        "旧 APIv3 密钥的失效时间；已失效则没有",
      ),
    },
    api_client: {
      type: "object",
      description: text(
        "Absent: the platform cannot query WeChat Pay",
        "没有则平台无法查询微信支付",
      ),
      properties: { serial_no: SERIAL },
      required: ["serial_no"],
    },
    forward_url: { type: "string" },
    forward_private_address: { type: "boolean" },
    changed_at: INSTANT,
    fault: {
      type: "string",
      description: text(
        "Why the stored keys cannot be opened, and the next step; absent when they can",
        "已保存的密钥无法打开的原因与下一步；正常时没有",
      ),
    },
  },
  required: ["mchid", "notify_url", "public_keys", "certificates", "changed_at"],
} as const satisfies ObjectSchema;

const UNKNOWN_MERCHANT = {
  404: text("this merchant number has no keys of WeChat Pay", "该商户号未设置微信支付密钥"),
} as const;

/** The operator's operations on the keys with which merchant numbers receive WeChat Pay's notices. */
export const WECHATPAY_OPERATIONS = {
  setWeChatPay: {
    method: "PUT",
    path: "/merchants/:mchid/wechatpay",
    role: "owner",
    summary: text(
      "Set the keys with which a merchant number receives WeChat Pay's notices; an omitted member keeps its value, and no reply shows a key",
      "设置商户号接收微信支付通知所用的密钥；未传的字段保持不变，任何响应都不显示密钥",
    ),
    body: SETTINGS,
    reply: MERCHANT,
    problems: {
      ...BAD_BODY,
      409: text(
        "the seal key for the keys is missing, or is another one",
        "没有用于封存密钥的封存密钥，或其并非封存时所用的密钥",
      ),
    },
  },
  getWeChatPay: {
    method: "GET",
    path: "/merchants/:mchid/wechatpay",
    summary: text(
      "Show the ids and times of a merchant number's keys of WeChat Pay, never the keys",
      "查看商户号的微信支付密钥的 ID 与时间，不含密钥",
    ),
    reply: MERCHANT,
    problems: UNKNOWN_MERCHANT,
  },
  listWeChatPay: {
    method: "GET",
    path: "/merchants",
    summary: text(
      "List the merchant numbers that receive WeChat Pay's notices",
      "列出接收微信支付通知的商户号",
    ),
    query: { type: "object", properties: PAGE_QUERY },
    reply: pageOf(MERCHANT),
    problems: BAD_BODY,
  },
  deleteWeChatPay: {
    method: "DELETE",
    path: "/merchants/:mchid/wechatpay",
    role: "owner",
    summary: text(
      "Delete a merchant number's keys of WeChat Pay; its next notice is refused",
      "删除商户号的微信支付密钥：其下一个通知即被拒绝",
    ),
    reply: MERCHANT,
    problems: UNKNOWN_MERCHANT,
  },
} as const satisfies Record<string, HttpOperation>;

/** The keys of a merchant number, as the operator sends them. */
export type WeChatPaySettings = Infer<typeof SETTINGS>;
export type WeChatPayRepresentation = Infer<typeof MERCHANT>;
