import { text } from "@dingdan/contract";
import type { SendingCase } from "../check-case.js";
import { mustAccept } from "../judge.js";
import { RULE_SOURCES } from "../rule-sources.js";

/** Goods in the discount of the large notice: its body has about 60 KB. */
const GOODS = 250;

/** Genuine notices in a form that a hasty parser does not expect. */
export const FORM_CASES: readonly SendingCase[] = [
  {
    name: "spaced-json",
    level: "must",
    phase: "later",
    title: text(
      "a genuine body with unusual spaces and escapes is accepted",
      "接受含空格与转义的真实请求体",
    ),
    rule: text(
      "The signature covers the original body, whatever its spaces, escapes and order of members. A framework must not change it before the verification.",
      "签名针对原始请求体，无论其空格、转义与字段顺序如何；框架不得在验签前改动它。",
    ),
    fix: text(
      "Verify over the bytes as they arrived, not over JSON that your program has parsed and written again.",
      "请用收到的原始字节验签，而不是解析后重新序列化的 JSON。",
    ),
    source: RULE_SOURCES.signature,
    run: async (kit) => mustAccept([await kit.send(kit.payment("payment", { write: writeOddly }))]),
  },
  {
    name: "extra-members",
    level: "must",
    phase: "later",
    title: text("unknown members are ignored", "忽略未知字段"),
    rule: text(
      "New members may be added to requests and answers at any time, and their order must not matter.",
      "接口可能随时新增字段，且不应依赖字段顺序。",
    ),
    fix: text(
      "Do not reject a notice because of members that you do not know.",
      "不要因未知字段而拒绝通知。",
    ),
    source: RULE_SOURCES.compatibility,
    run: async (kit) => {
      const extra = { extra_member: { list: [1, null, "新字段"] } };
      return mustAccept([await kit.send(kit.payment("payment", { extra }, extra))]);
    },
  },
  {
    name: "no-associated-data",
    level: "should",
    phase: "later",
    title: text(
      "a notice whose associated_data is empty or absent is accepted",
      "接受 associated_data 为空或缺失的通知",
    ),
    rule: text(
      "associated_data may be empty. Empty and absent mean the same for AES-GCM.",
      "associated_data 可能为空；对 AES-GCM 而言，空与缺失等价。",
    ),
    fix: text(
      'Pass associated_data ?? "" to the decryption.',
      '解密时请传入 associated_data ?? ""。',
    ),
    source: RULE_SOURCES.decryption,
    run: async (kit) => {
      const forms = ["empty", "absent"] as const;
      const notices = forms.map((associatedData) => kit.payment("payment", { associatedData }));
      return mustAccept(await kit.sendAll(notices));
    },
  },
  {
    name: "large",
    level: "should",
    phase: "later",
    title: text(
      "a notice of 60 KB with a long attach is accepted",
      "接受 60 KB 且 attach 很长的通知",
    ),
    rule: text(
      "attach has up to 128 characters, promotion_detail lists all goods of a discount, and the ciphertext may have up to 1,048,576 characters.",
      "attach 最长 128 个字符，promotion_detail 列出优惠涉及的全部商品，密文最长 1048576 个字符。",
    ),
    fix: text(
      "Raise the body limit of the receiver and of the proxy in front of it to 2 MB.",
      "请将接收端及前置代理的请求体上限提高到 2 MB。",
    ),
    source: RULE_SOURCES.payment,
    run: async (kit) => mustAccept([await kit.send(kit.payment("payment", {}, LARGE))]),
  },
  {
    name: "rotation",
    level: "must",
    phase: "later",
    title: text("a notice signed with the second key is accepted", "接受由第二个密钥签名的通知"),
    rule: text(
      "While a merchant changes from platform certificates to a public key, or to a new certificate, WeChat Pay signs notices with both, and Wechatpay-Serial says with which.",
      "更换平台证书或切换为微信支付公钥期间，通知会由两者之一签名，由 Wechatpay-Serial 指明。",
    ),
    fix: text(
      "Hold several keys at a time and choose by Wechatpay-Serial. If the receiver knows only one of the test keys, use --skip rotation.",
      "请同时保存多个密钥并按 Wechatpay-Serial 选择。若接收端只配置了其中一个测试密钥，请加 --skip rotation。",
    ),
    source: RULE_SOURCES.keyChange,
    run: async (kit) =>
      mustAccept([await kit.send(kit.payment("payment", { signer: kit.otherSigner }))]),
  },
];

/** Spaces, line breaks, escaped characters and another order of members: the same JSON in other bytes. */
function writeOddly(envelope: object): string {
  const reversed = Object.fromEntries(Object.entries(envelope).toReversed());
  const spaced = JSON.stringify(reversed, null, "\t").replaceAll('": ', '"  :   ');
  return ` ${spaced.replaceAll("支", "\\u652f").replaceAll("encrypt-resource", "encrypt\\u002dresource")}\n`;
}

const LARGE = {
  attach: "深圳分店·".repeat(20),
  promotion_detail: [
    {
      coupon_id: "109519",
      name: "单品惠-6",
      scope: "SINGLE",
      type: "CASH",
      amount: 0,
      stock_id: "931386",
      wechatpay_contribute: 0,
      merchant_contribute: 0,
      other_contribute: 0,
      currency: "CNY",
      goods_detail: Array.from({ length: GOODS }, (_, index) => ({
        goods_id: `M${String(index).padStart(6, "0")}`,
        quantity: 1,
        unit_price: 100,
        discount_amount: 0,
        goods_remark: "商品备注信息，长度不超过一百二十八个字符",
      })),
    },
  ],
};
