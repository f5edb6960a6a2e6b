import { MCHID_RULE, text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan wechatpay`. */
export const WECHATPAY_TEXTS = {
  group: text(
    "Set, show and delete the keys with which merchant numbers receive WeChat Pay's notices",
    "设置、查看与删除商户号接收微信支付通知所用的密钥",
  ),
  setMore: text(
    "FILE is JSON with the members of PUT /admin/v1/merchants/MCHID/wechatpay: api_v3_key, public_keys, certificates, api_client, forward_url and others. A pem or private_key may name a file instead: @path, relative to FILE. FILE can also be the test keys that dingdan notify keys makes.",
    "FILE 为 JSON，字段与 PUT /admin/v1/merchants/MCHID/wechatpay 相同：api_v3_key、public_keys、certificates、api_client、forward_url 等。pem 与 private_key 也可写 @路径，相对于 FILE 所在目录。FILE 也可以是 dingdan notify keys 生成的测试密钥文件。",
  ),
  mchid: text("A merchant number", "商户号"),
  anyMchid: text("A merchant number; all without it", "商户号；不填则为全部"),
  file: text("A JSON file, or - for standard input", "JSON 文件，- 表示标准输入"),

  done: {
    set: text("keys set", "已设置密钥"),
    deleted: text("keys deleted: the next notice is refused", "已删除密钥：下一个通知即被拒绝"),
  },
  testKeysSet: (mchid: string) =>
    text(
      `these are test keys: anyone who has their file can forge payments; after the check, \`dingdan wechatpay delete ${mchid}\``,
      `这些是测试密钥：持有该文件的人可以伪造支付；检查后请运行 \`dingdan wechatpay delete ${mchid}\``,
    ),
  none: text(
    "no merchant number receives notices; set the keys of one: `dingdan wechatpay set MCHID FILE`",
    "尚无商户号接收通知，可运行：`dingdan wechatpay set MCHID FILE`",
  ),
  label: {
    mchid: text("merchant number", "商户号"),
    notifyUrl: text("notify_url", "notify_url"),
    publicKeys: text("public keys", "微信支付公钥"),
    certificates: text("certificates", "平台证书"),
    previousUntil: text("old APIv3 key valid until", "旧 APIv3 密钥有效至"),
    apiClient: text("API certificate", "商户 API 证书"),
    forward: text("forwarded to", "转发至"),
    changedAt: text("changed", "修改时间"),
    fault: text("fault", "问题"),
  },
  expires: (serial: string, at: string) =>
    text(`${serial}, expires ${at}`, `${serial}，${at} 过期`),
  privateAddress: (url: string) =>
    text(`${url} (a private address is allowed)`, `${url}（允许内网地址）`),

  noMchid: (value: string): Problem => ({
    message: text(
      `${JSON.stringify(value)} is not a merchant number: it has ${MCHID_RULE.en}`,
      `${JSON.stringify(value)} 不是商户号：须为${MCHID_RULE.zh}`,
    ),
    hint: text(
      "write the number that WeChat Pay gave the merchant, such as 1900000109",
      "请填写微信支付分配的商户号，例如 1900000109",
    ),
  }),
  noPem: (path: string, member: string): Problem => ({
    message: text(
      `${member}: the file ${path} is not a PEM text: it has no line -----BEGIN …-----`,
      `${member}：文件 ${path} 不是 PEM 文本：没有 -----BEGIN …----- 行`,
    ),
    hint: text(
      "convert a binary certificate: `openssl x509 -inform der -in FILE -out FILE.pem`",
      "二进制证书请先转换：`openssl x509 -inform der -in FILE -out FILE.pem`",
    ),
  }),
  unreadable: (path: string, member: string, code: string): Problem => ({
    message: text(
      `${member}: the file ${path} cannot be read (${code})`,
      `${member}：无法读取文件 ${path}（${code}）`,
    ),
    hint: text(
      "correct the path after the @; it is relative to the JSON file",
      "请修正 @ 之后的路径；它相对于 JSON 文件所在目录",
    ),
  }),
} as const;
