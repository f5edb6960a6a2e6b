import { type Language, type Text, text } from "./text.js";

/** The receiver of WeChat Pay's notices, for the OpenAPI document. @see wechatpay, §2 and §3 */
export function noticeOperation(language: Language) {
  const say = (words: Text) => words[language];
  const header = (name: string, description: Text) => ({
    name,
    in: "header",
    required: true,
    description: say(description),
    schema: { type: "string" },
  });
  const failed = (description: Text) => ({
    description: say(description),
    content: { "application/json": { schema: FAIL } },
  });
  return {
    operationId: "receiveNotice",
    tags: ["notices"],
    summary: say(text("Receive a notice of WeChat Pay", "接收微信支付通知")),
    description: say(
      text(
        "WeChat Pay calls it: the notify_url of a merchant number's orders and refunds.",
        "由微信支付调用：商户号下单与退款时的 notify_url。",
      ),
    ),
    security: [],
    parameters: [
      { name: "mchid", in: "path", required: true, schema: { type: "string" } },
      header("Wechatpay-Timestamp", text("Unix seconds", "Unix 秒")),
      header("Wechatpay-Nonce", text("Random text", "随机串")),
      header("Wechatpay-Serial", text("Which key signed", "签名所用的密钥")),
      header("Wechatpay-Signature", text("Base64", "Base64")),
    ],
    requestBody: { content: { "application/json": { schema: { type: "object" } } } },
    responses: {
      204: { description: say(text("recorded, or known before", "已记录，或此前已记录")) },
      400: failed(text("no notice that can be recorded", "不是可记录的通知")),
      401: failed(text("the signature is not WeChat Pay's", "签名并非来自微信支付")),
      404: failed(text("this merchant number has no keys", "该商户号未设置密钥")),
      405: failed(text("only POST is answered", "仅支持 POST")),
      413: failed(text("larger than 2 MiB", "超过 2 MiB")),
      503: failed(
        text(
          "not recorded, or not accepted by the merchant's own receiver",
          "未记录，或商户自己的接收端未接受",
        ),
      ),
    },
  };
}

const FAIL = {
  type: "object",
  properties: { code: { type: "string", const: "FAIL" }, message: { type: "string" } },
  required: ["code", "message"],
} as const;
