import { randomBytes } from "node:crypto";
import { text } from "@dingdan/contract";
import { PROBE_PREFIX } from "@dingdan/wechatpay";
import type { SendingCase } from "../check-case.js";
import { mustRefuse } from "../judge.js";
import { type Notice, withHeaders } from "../notice.js";
import { RULE_SOURCES } from "../rule-sources.js";
import { newPublicKeyId } from "../test-keys.js";

const MINUTE_MS = 60_000;

const VERIFY_FIRST = text(
  'Verify the signature before anything else, over timestamp, nonce and the bytes of the body, each followed by a line feed. Answer a wrong signature with 401 and {"code":"FAIL"}.',
  '在做任何处理之前先验签：依次拼接时间戳、随机串与请求体原始字节，各以换行结尾。签名错误时应答 401 与 {"code":"FAIL"}。',
);

const MUST_VERIFY = text(
  "A merchant must verify the signature of every notice, and answer a failed verification with 4xx or 5xx.",
  "商户必须验证每个通知的签名，验签失败时应答 4xx 或 5xx。",
);

const WINDOW_FIX = text(
  "Compare Wechatpay-Timestamp (seconds) with the clock, and refuse a difference of more than 5 minutes in either direction. Check that the clock of the machine is synchronised.",
  "将 Wechatpay-Timestamp（秒）与当前时间比较，前后相差超过 5 分钟即拒绝。请确认服务器时钟已同步。",
);

const WINDOW_RULE = text(
  "The time of a signature may be at most 5 minutes away; otherwise anyone who recorded a notice can send it again later.",
  "签名时间与当前时间相差不得超过 5 分钟，否则截获的通知可被他人日后重放。",
);

/** Only WeChat Pay can make a notice: what a receiver must refuse, most of it before it decrypts. */
export const SIGNATURE_CASES: readonly SendingCase[] = [
  {
    name: "probe",
    level: "must",
    phase: "refusal",
    title: text("a probe of WeChat Pay is refused", "拒绝微信支付的签名探测"),
    rule: text(
      "WeChat Pay sometimes sends a wrong signature that begins with WECHATPAY/SIGNTEST/ to see whether a receiver verifies. It must be answered as a failed verification, with 4xx or 5xx.",
      "微信支付会偶尔发送以 WECHATPAY/SIGNTEST/ 开头的错误签名，以探测商户是否验签。须按验签失败处理，应答 4xx 或 5xx。",
    ),
    fix: text(
      "Do not treat probes specially: verify them like every notice, and answer 401.",
      "不要对探测流量特殊处理：与其他通知一样验签，应答 401。",
    ),
    source: RULE_SOURCES.receiving,
    run: async (kit) => {
      const signature = `${PROBE_PREFIX}${randomBytes(237).toString("base64")}`;
      const probe = withHeaders(kit.payment("forged"), { "Wechatpay-Signature": signature });
      return mustRefuse([await kit.send(probe)]);
    },
  },
  {
    name: "wrong-signature",
    level: "must",
    phase: "refusal",
    title: text("the signature of another notice is refused", "拒绝套用其他通知的签名"),
    rule: MUST_VERIFY,
    fix: VERIFY_FIRST,
    source: RULE_SOURCES.signature,
    run: async (kit) => {
      const notice = kit.payment("forged");
      const { "Wechatpay-Signature": signature } = kit.payment("forged").headers;
      const forged = withHeaders(notice, { "Wechatpay-Signature": signature ?? "" });
      return mustRefuse([await kit.send(forged)]);
    },
  },
  {
    name: "changed-body",
    level: "must",
    phase: "refusal",
    title: text("a body that was changed on its way is refused", "拒绝传输中被篡改的请求体"),
    rule: MUST_VERIFY,
    fix: VERIFY_FIRST,
    source: RULE_SOURCES.signature,
    run: async (kit) => {
      const { headers, body } = kit.payment("forged");
      const changed = {
        headers,
        body: body.replace('"summary":"支付成功"', '"summary":"支付成攻"'),
      };
      return mustRefuse([await kit.send(changed)]);
    },
  },
  {
    name: "reformatted-body",
    level: "must",
    phase: "refusal",
    title: text(
      "a body that was written again with spaces is refused",
      "拒绝被重新排版（加入空格）的请求体",
    ),
    rule: text(
      "The signature covers the original body. Any change of it, spaces included, makes the verification fail.",
      "签名针对原始请求体，任何改动（包括空格）都应导致验签失败。",
    ),
    fix: text(
      "Verify over the bytes as they arrived, not over JSON that your program has parsed and written again. In Express use express.raw(); in other frameworks read the raw body.",
      "请用收到的原始字节验签，而不是解析后重新序列化的 JSON。Express 请用 express.raw()，其他框架请读取原始请求体。",
    ),
    source: RULE_SOURCES.signature,
    run: async (kit) => {
      const { headers, body } = kit.payment("forged");
      const written = JSON.stringify(JSON.parse(body), null, 1);
      return mustRefuse([await kit.send({ headers, body: written })]);
    },
  },
  {
    name: "unknown-serial",
    level: "must",
    phase: "refusal",
    title: text("an unknown Wechatpay-Serial is refused", "拒绝未知的 Wechatpay-Serial"),
    rule: text(
      "Wechatpay-Serial names the certificate or public key of the signature. If it is not one that the merchant holds, the notice cannot be verified.",
      "Wechatpay-Serial 指明签名所用的证书或公钥；若不是商户持有的，则无法验签。",
    ),
    fix: text(
      "Look the key up by Wechatpay-Serial, and answer 401 when there is none. Do not fall back to a default key.",
      "按 Wechatpay-Serial 查找密钥，找不到时应答 401，不要退回到默认密钥。",
    ),
    source: RULE_SOURCES.keyChange,
    run: async (kit) => {
      const serial = { "Wechatpay-Serial": newPublicKeyId() };
      return mustRefuse([await kit.send(withHeaders(kit.payment("forged"), serial))]);
    },
  },
  {
    name: "stale",
    level: "must",
    phase: "refusal",
    title: text("a notice signed 10 minutes ago is refused", "拒绝 10 分钟前签名的通知"),
    rule: WINDOW_RULE,
    fix: WINDOW_FIX,
    source: RULE_SOURCES.time,
    run: async (kit) =>
      mustRefuse([await kit.send(kit.payment("forged", { ageMs: 10 * MINUTE_MS }))]),
  },
  {
    name: "future",
    level: "must",
    phase: "refusal",
    title: text("a notice signed 10 minutes ahead is refused", "拒绝签名时间超前 10 分钟的通知"),
    rule: WINDOW_RULE,
    fix: WINDOW_FIX,
    source: RULE_SOURCES.time,
    run: async (kit) =>
      mustRefuse([await kit.send(kit.payment("forged", { ageMs: -10 * MINUTE_MS }))]),
  },
  {
    name: "missing-headers",
    level: "must",
    phase: "refusal",
    title: text(
      "a notice without one of the four signature headers is refused",
      "拒绝缺少任一签名请求头的通知",
    ),
    rule: MUST_VERIFY,
    fix: text(
      "Refuse a notice that lacks Wechatpay-Timestamp, -Nonce, -Serial or -Signature with 400 or 401. A missing header must not skip the verification.",
      "缺少 Wechatpay-Timestamp、-Nonce、-Serial 或 -Signature 时应答 400 或 401，不能因此跳过验签。",
    ),
    source: RULE_SOURCES.signature,
    run: async (kit) =>
      mustRefuse(await kit.sendAll(SIGNATURE_HEADERS.map(without(kit.payment("forged"))))),
  },
  {
    name: "other-api-key",
    level: "must",
    phase: "refusal",
    title: text(
      "a resource encrypted with another APIv3 key is refused",
      "拒绝用其他 APIv3 密钥加密的内容",
    ),
    rule: text(
      "The resource is encrypted with the merchant's APIv3 key. One that cannot be decrypted has not been received: without a refusal WeChat Pay does not send it again.",
      "resource 由商户的 APIv3 密钥加密。无法解密即未收到；若不拒绝，微信支付不会重发。",
    ),
    fix: text(
      "Answer 4xx or 5xx when the decryption fails, and log that the APIv3 key is probably wrong.",
      "解密失败时应答 4xx 或 5xx，并记录 APIv3 密钥可能有误。",
    ),
    source: RULE_SOURCES.decryption,
    run: async (kit) => {
      const apiV3Key = randomBytes(16).toString("hex");
      return mustRefuse([await kit.send(kit.payment("forged", { apiV3Key }))]);
    },
  },
];

const SIGNATURE_HEADERS = [
  "Wechatpay-Timestamp",
  "Wechatpay-Nonce",
  "Wechatpay-Serial",
  "Wechatpay-Signature",
] as const;

const without = (notice: Notice) => (name: string) => withHeaders(notice, { [name]: null });
