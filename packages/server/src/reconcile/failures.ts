import { type SchemaViolation, type Text, text } from "@dingdan/contract";
import type { SignatureFault } from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import type { ApiAnswer } from "../wechatpay-api/api-answer.js";
import type { Failure } from "./report.js";

/** An answer from which nothing can be recorded, or keys without which nothing can be asked. */
export type FailedAnswer =
  | Exclude<ApiAnswer, { readonly kind: "object" | "absent" | "stopping" }>
  | { readonly kind: "closed"; readonly reason: Text };

/** Whose question it was. */
export type Question = Pick<Failure, "mchid" | "subMchid" | "number">;

type Explanation = Pick<Failure, "cause" | "next" | "likelyFor">;

export const failureOf = (question: Question, answer: FailedAnswer): Failure => ({
  ...question,
  ...explain(answer, question),
});

/** A signed object that cannot be read as a payment or a refund. */
export const unreadableObject = (
  question: Question,
  [violation]: readonly SchemaViolation[],
): Failure => ({
  ...question,
  cause: text(
    `The reply is not what was asked for: ${violation?.path || "it"} ${violation?.reason.en ?? "has another shape"}.`,
    `应答与查询不符：${[violation?.path, violation?.reason.zh ?? "结构不同"].filter(Boolean).join(" ")}。`,
  ),
  next: text(
    "Compare the number with the merchant's WeChat Pay account, and record it with `dingdan pay FILE` or `dingdan refund FILE`.",
    "请与商户的微信支付后台核对该单号，并用 `dingdan pay FILE` 或 `dingdan refund FILE` 记录。",
  ),
  likelyFor: "nothing",
});

/** The object of another payment or refund. @param path the member that differs */
export const otherObject = (question: Question, path: string): Failure => ({
  ...question,
  cause: text(
    `The reply is about another payment: its ${path} differs from the one that was asked for. It was not recorded.`,
    `应答是另一笔支付的：${path} 与所查询的不同，未作记录。`,
  ),
  next: text(
    "Check that no program between the platform and WeChat Pay answers from a cache.",
    "请确认平台与微信支付之间没有以缓存应答的程序。",
  ),
  likelyFor: "nothing",
});

function explain(answer: FailedAnswer, question: Question): Explanation {
  const { mchid } = question;
  switch (answer.kind) {
    case "closed":
      return {
        cause: answer.reason,
        next: text(
          `Set the keys of ${mchid} again: dingdan wechatpay set ${mchid} FILE.`,
          `请重新设置 ${mchid} 的密钥：dingdan wechatpay set ${mchid} FILE。`,
        ),
        likelyFor: "merchant",
      };
    case "refused":
      return refused(answer, question);
    case "limited":
      return {
        cause: text(
          "WeChat Pay limits the queries of this merchant number.",
          "微信支付限制了该商户号的查询频率。",
        ),
        next: text(
          "Nothing to do: the job asks again. To ask now, run `dingdan reconcile` in a minute.",
          "无需处理，任务会再次查询。如需立即查询，请在一分钟后运行 `dingdan reconcile`。",
        ),
        likelyFor: "merchant",
      };
    case "unverified":
      return { ...unverified(answer.fault, mchid), likelyFor: "merchant" };
    case "unreadable":
      return {
        cause: text("The reply is signed, but it is not JSON.", "应答有签名，但不是 JSON。"),
        next: AGAIN,
        likelyFor: "nothing",
      };
    case "unavailable":
      return {
        cause: text(
          `WeChat Pay cannot be reached: ${answer.cause.en}.`,
          `无法访问微信支付：${answer.cause.zh}。`,
        ),
        next: text(
          "Check that this machine reaches the hosts of --wechatpay-api-url (by default https://api.mch.weixin.qq.com and https://api2.mch.weixin.qq.com). The job asks again; `dingdan reconcile` asks now.",
          "请检查本机能否访问 --wechatpay-api-url 指定的地址（默认 https://api.mch.weixin.qq.com 与 https://api2.mch.weixin.qq.com）。任务会再次查询，也可运行 `dingdan reconcile` 立即查询。",
        ),
        likelyFor: "merchant",
      };
    default:
      return unreachable(answer);
  }
}

const AGAIN = text(
  "The job asks again; `dingdan reconcile` asks now. If the failure stays, look at the log of programs between the platform and WeChat Pay.",
  "任务会再次查询，也可运行 `dingdan reconcile` 立即查询。若持续失败，请查看平台与微信支付之间各程序的日志。",
);

type Refused = Extract<FailedAnswer, { readonly kind: "refused" }>;

function refused(answer: Refused, { subMchid }: Question): Explanation {
  const { status, code, message } = answer;
  const said = [code, message].filter((part) => part !== "").join(": ");
  const cause = text(
    `WeChat Pay answered HTTP ${status}${said === "" ? "" : ` ${said}`}.`,
    `微信支付返回 HTTP ${status}${said === "" ? "" : ` ${said}`}。`,
  );
  // Every error of WeChat Pay has a code: another program has answered, and answers other queries alike.
  if (code === "")
    return { cause: notFromWeChatPay(status), next: NOT_WECHAT, likelyFor: "merchant" };
  if (status === 401) return { cause, next: CHECK_CLIENT, likelyFor: "merchant" };
  if (status === 403) {
    const likelyFor = subMchid === null ? "merchant" : "sub_merchant";
    return { cause, next: subMchid === null ? NO_RIGHT : noRightTo(subMchid), likelyFor };
  }
  return { cause, next: code === "MCH_NOT_EXISTS" ? CHECK_MCHIDS : COMPARE, likelyFor: "nothing" };
}

const notFromWeChatPay = (status: number) =>
  text(
    `The answer is HTTP ${status} without an error code, so it is not from WeChat Pay.`,
    `应答为 HTTP ${status} 且没有错误码，并非来自微信支付。`,
  );

const CHECK_CLIENT = text(
  "Check api_client of this merchant number: serial_no and private_key must be those of one valid API certificate, and this machine's clock must be right.",
  "请检查该商户号的 api_client：serial_no 与 private_key 须属于同一张有效的商户 API 证书，且本机时钟须准确。",
);

const NO_RIGHT = text(
  "This merchant number has no right to the query. In provider mode, the app must list the provider's merchant number and the sub-merchant's.",
  "该商户号无权查询。服务商模式下，应用的商户号须同时包含服务商与子商户的商户号。",
);

const noRightTo = (subMchid: string) =>
  text(
    `This merchant number has no right to the payments of ${subMchid}: check that ${subMchid} is its sub-merchant and has not ended the authorisation.`,
    `该商户号无权查询 ${subMchid} 的支付：请确认 ${subMchid} 是其子商户且未解除授权。`,
  );

const CHECK_MCHIDS = text(
  "WeChat Pay knows no such merchant number: check the merchant numbers of the app, and the mchid in the order's key.",
  "微信支付没有该商户号：请检查应用的商户号，以及订单 order_key 中的 mchid。",
);

const COMPARE = text(
  "Compare the number with the merchant's WeChat Pay account.",
  "请与商户的微信支付后台核对该单号。",
);

function unverified(
  fault: SignatureFault,
  mchid: string,
): { readonly cause: Text; readonly next: Text } {
  switch (fault.kind) {
    case "unknown_serial":
      return {
        cause: text(
          `The reply is signed with the key ${fault.serial}, which is not set or has expired.`,
          `应答由密钥 ${fault.serial} 签名，而该密钥未设置或已过期。`,
        ),
        next: text(
          `Set WeChat Pay's public key or certificate with this id: dingdan wechatpay set ${mchid} FILE.`,
          `请设置该标识的微信支付公钥或平台证书：dingdan wechatpay set ${mchid} FILE。`,
        ),
      };
    case "stale": {
      if (!Number.isFinite(fault.ageMs)) return { cause: NO_TIME, next: NOT_WECHAT };
      const seconds = Math.round(fault.ageMs / 1000);
      return {
        cause: text(
          `The reply's time is ${Math.abs(seconds)} s ${seconds < 0 ? "ahead of" : "behind"} this machine's clock.`,
          `应答的时间比本机时钟${seconds < 0 ? "快" : "慢"} ${Math.abs(seconds)} 秒。`,
        ),
        next: text(
          "Set this machine's clock, for example with NTP.",
          "请校准本机时钟，例如使用 NTP。",
        ),
      };
    }
    case "missing_header":
      return {
        cause: text(
          `The reply is not signed: ${fault.name} is missing.`,
          `应答没有签名：缺少 ${fault.name}。`,
        ),
        next: NOT_WECHAT,
      };
    case "probe":
      return { cause: ONLY_PROBES, next: AGAIN };
    case "wrong_signature":
      return {
        cause: text("The signature of the reply is wrong.", "应答的签名不正确。"),
        next: NOT_WECHAT,
      };
    case "unsupported_type":
      return {
        cause: text(
          `The reply has the signature type ${fault.type}, which is not supported.`,
          `应答的签名类型 ${fault.type} 不受支持。`,
        ),
        next: NOT_WECHAT,
      };
    default:
      return unreachable(fault);
  }
}

const NO_TIME = text(
  "The Wechatpay-Timestamp of the reply is no time.",
  "应答的 Wechatpay-Timestamp 不是时间。",
);

const ONLY_PROBES = text(
  "WeChat Pay answered only with probes, which it signs wrongly to see whether the platform verifies.",
  "微信支付仅返回了签名探测：以错误的签名确认平台会验签。",
);

const NOT_WECHAT = text(
  "Check --wechatpay-api-url and the programs between the platform and WeChat Pay: they must pass replies on unchanged. Then compare the public key with the merchant platform's.",
  "请检查 --wechatpay-api-url 以及平台与微信支付之间的程序：应答须原样传递。再将公钥与商户平台上的核对。",
);
