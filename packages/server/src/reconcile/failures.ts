import { type SchemaViolation, type Text, text } from "@dingdan/contract";
import type { SignatureFault } from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import type { ApiAnswer } from "../wechatpay-api/api-answer.js";
import type { Failure } from "./report.js";

/** An answer from which nothing can be recorded, or keys without which nothing can be asked. */
export type FailedAnswer =
  | Exclude<ApiAnswer, { readonly kind: "object" | "absent" }>
  | { readonly kind: "closed"; readonly reason: Text };

/** Whose question it was. */
interface Question {
  readonly mchid: string;
  readonly number: string;
}

interface Explanation {
  readonly cause: Text;
  readonly next: Text;
  readonly isOfMerchant: boolean;
}

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
    `The reply is not what was asked for: ${violation?.path || "the object"} ${violation?.reason.en ?? "has another shape"}.`,
    `应答与查询不符：${violation?.path || "对象"} ${violation?.reason.zh ?? "结构不同"}。`,
  ),
  next: text(
    "Compare the number with the merchant's WeChat Pay account, and record the payment with `dingdan pay FILE`.",
    "请与商户的微信支付后台核对该单号，并用 `dingdan pay FILE` 记录支付。",
  ),
  isOfMerchant: false,
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
  isOfMerchant: false,
});

function explain(answer: FailedAnswer, { mchid }: Question): Explanation {
  switch (answer.kind) {
    case "closed":
      return {
        cause: answer.reason,
        next: text(
          `Set the keys of ${mchid} again: dingdan wechatpay set ${mchid} FILE.`,
          `请重新设置 ${mchid} 的密钥：dingdan wechatpay set ${mchid} FILE。`,
        ),
        isOfMerchant: true,
      };
    case "refused":
      return refused(answer);
    case "limited":
      return {
        cause: text(
          "WeChat Pay limits the queries of this merchant number.",
          "微信支付限制了该商户号的查询频率。",
        ),
        next: text("Nothing to do: the next run asks again.", "无需处理，下一次对账会再次查询。"),
        isOfMerchant: true,
      };
    case "unverified":
      return { ...unverified(answer.fault, mchid), isOfMerchant: true };
    case "unreadable":
      return {
        cause: text("The reply is signed, but it is not JSON.", "应答有签名，但不是 JSON。"),
        next: AGAIN,
        isOfMerchant: false,
      };
    case "unavailable":
      return {
        cause: text(
          `WeChat Pay cannot be reached: ${answer.cause}.`,
          `无法访问微信支付：${answer.cause}。`,
        ),
        next: text(
          "Check that this machine reaches the hosts of --wechatpay-api-url (by default https://api.mch.weixin.qq.com and https://api2.mch.weixin.qq.com). The next run asks again.",
          "请检查本机能否访问 --wechatpay-api-url 指定的地址（默认 https://api.mch.weixin.qq.com 与 https://api2.mch.weixin.qq.com）。下一次对账会再次查询。",
        ),
        isOfMerchant: true,
      };
    default:
      return unreachable(answer);
  }
}

const AGAIN = text(
  "The next run asks again. If the failure stays, look at the log of programs between the platform and WeChat Pay.",
  "下一次对账会再次查询。若持续失败，请查看平台与微信支付之间各程序的日志。",
);

function refused({
  status,
  code,
  message,
}: Extract<FailedAnswer, { readonly kind: "refused" }>): Explanation {
  const said = [code, message].filter((part) => part !== "").join(": ");
  const cause = text(
    `WeChat Pay answered HTTP ${status}${said === "" ? "" : ` ${said}`}.`,
    `微信支付返回 HTTP ${status}${said === "" ? "" : ` ${said}`}。`,
  );
  if (status === 401) {
    const next = text(
      "Check api_client of this merchant number: serial_no and private_key must be those of one valid API certificate, and this machine's clock must be right.",
      "请检查该商户号的 api_client：serial_no 与 private_key 须属于同一张有效的商户 API 证书，且本机时钟须准确。",
    );
    return { cause, next, isOfMerchant: true };
  }
  if (status === 403) {
    const next = text(
      "This merchant number has no right to the query. In provider mode, the app must list the provider's merchant number and the sub-merchant's.",
      "该商户号无权查询。服务商模式下，应用的商户号须同时包含服务商与子商户的商户号。",
    );
    return { cause, next, isOfMerchant: true };
  }
  const next = text(
    "Compare the number with the merchant's WeChat Pay account.",
    "请与商户的微信支付后台核对该单号。",
  );
  return { cause, next, isOfMerchant: false };
}

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
    case "wrong_signature":
    case "probe":
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

const NOT_WECHAT = text(
  "Check --wechatpay-api-url and the programs between the platform and WeChat Pay: they must pass replies on unchanged. Then compare the public key with the merchant platform's.",
  "请检查 --wechatpay-api-url 以及平台与微信支付之间的程序：应答须原样传递。再将公钥与商户平台上的核对。",
);
