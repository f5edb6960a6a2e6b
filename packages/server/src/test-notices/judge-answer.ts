import {
  type ForgedNoticeKind,
  isForged,
  type NoticeKind,
  type Text,
  text,
} from "@dingdan/contract";
import { isAccepted, RETRY_PAUSES_S } from "@dingdan/wechatpay";
import { unreachable } from "../domain/unreachable.js";
import type { ServerCallOutcome } from "../outbound/server-call.js";

/** What WeChat Pay makes of the answer to a notice. */
export interface Judgement {
  readonly accepted: boolean;
  /** What a right receiver does. */
  readonly mustBe: "accepted" | "refused";
  /** Whether the receiver did it. */
  readonly isRight: boolean;
  /** What WeChat Pay would do, and what to change. */
  readonly words: Text;
  /** The pauses before the notice would be sent again; none when it would not. */
  readonly retryPausesS: readonly number[];
}

/** Judges the answer to a notice. Of a duplicate, it is the answer to the second one. @see wechatpay, §3 */
export function judgeAnswer(kind: NoticeKind, outcome: ServerCallOutcome): Judgement {
  const accepted = outcome.kind === "answered" && isAccepted(outcome.status);
  if (isForged(kind)) {
    const isRight = outcome.kind === "answered" && outcome.status >= 400;
    const words = accepted ? FORGED[kind].accepted : isRight ? FORGED[kind].refused : NOT_REFUSED;
    return { accepted, mustBe: "refused", isRight, words, retryPausesS: [] };
  }
  return {
    accepted,
    mustBe: "accepted",
    isRight: accepted,
    words: accepted ? acceptedWords(kind, outcome.body) : joined(reasonOf(outcome), repeated()),
    retryPausesS: accepted ? [] : RETRY_PAUSES_S,
  };
}

/** What is said about the notices that a receiver must refuse. */
const FORGED: Readonly<
  Record<ForgedNoticeKind, { readonly refused: Text; readonly accepted: Text }>
> = {
  probe: {
    refused: text(
      "WeChat Pay sends such probes to see that a receiver verifies signatures. This one does.",
      "微信支付以此类探测确认接收端会验证签名。该接收端已正确拒绝。",
    ),
    accepted: text(
      "WeChat Pay sends such probes to find receivers that verify no signatures, as this one. Verify the signature over the raw body before anything else, and answer 4xx or 5xx when it is wrong.",
      "微信支付以此类探测发现不验签的接收端，该接收端即属此类。请先对原始正文验签，签名不符时应答 4xx 或 5xx。",
    ),
  },
  stale: {
    refused: text(
      "The notice was 10 minutes old, and the receiver refused it, as it must.",
      "该通知的签名时间为 10 分钟前，接收端已正确拒绝。",
    ),
    accepted: text(
      "The receiver accepted a notice that is 10 minutes old, so that a recorded notice can be sent to it again. Refuse a Wechatpay-Timestamp that is more than 5 minutes away.",
      "接收端接受了 10 分钟前的通知，旧通知可被重放。Wechatpay-Timestamp 与当前时间相差超过 5 分钟时请拒绝。",
    ),
  },
  unknown_serial: {
    refused: text(
      "No key has this Wechatpay-Serial, and the receiver refused the notice, as it must.",
      "没有与该 Wechatpay-Serial 对应的密钥，接收端已正确拒绝。",
    ),
    accepted: text(
      "The receiver accepted a notice whose Wechatpay-Serial names no key that it has. Choose the key by this header, and refuse a notice without a known one.",
      "接收端接受了 Wechatpay-Serial 未知的通知。请按该请求头选择公钥，未知时拒绝。",
    ),
  },
  forged: {
    refused: text(
      "The body was not the signed one, and the receiver refused the notice, as it must.",
      "正文与签名不符，接收端已正确拒绝。",
    ),
    accepted: text(
      "The receiver accepted a body that was changed after signing: anyone could report payments to it. Verify the signature over the raw body before parsing it.",
      "接收端接受了签名后被篡改的正文：任何人都可向其伪造支付。请在解析之前对原始正文验签。",
    ),
  },
};

const NOT_REFUSED = text(
  "The receiver neither accepted nor refused the notice. Answer 4xx or 5xx within 5 s, from the receiver itself and without a redirect.",
  "接收端既未接受也未拒绝。请由接收端本身在 5 秒内应答 4xx 或 5xx，且不要重定向。",
);

function acceptedWords(kind: NoticeKind, body: string): Text {
  if (/"code"\s*:\s*"FAIL"/.test(body)) {
    return text(
      "The status decides: WeChat Pay counts HTTP 200 as accepted although the body says FAIL, and does not send the notice again: the payment would be lost. To refuse, answer 4xx or 5xx.",
      "以状态码为准：虽然正文为 FAIL，HTTP 200 即视为接收成功，微信支付不会重发，支付结果可能丢失。拒绝时请应答 4xx 或 5xx。",
    );
  }
  return kind === "duplicate"
    ? text(
        "WeChat Pay counts both as accepted and does not send them again. Check that the payment was counted once.",
        "微信支付视为两次均接收成功，不再发送。请确认该支付只入账一次。",
      )
    : text(
        "WeChat Pay counts the notice as accepted and does not send it again.",
        "微信支付视为接收成功，不再发送。",
      );
}

function reasonOf(outcome: ServerCallOutcome): Text {
  switch (outcome.kind) {
    case "answered":
      return outcome.status >= 300 && outcome.status <= 399
        ? text(
            `HTTP ${outcome.status} redirects, and WeChat Pay follows no redirect: leave the path of the receiver out of signing in and of other redirects.`,
            `HTTP ${outcome.status} 为重定向，微信支付不会跟随：接收地址不应要求登录或跳转。`,
          )
        : text(
            `HTTP ${outcome.status} is no acceptance: only 200 and 204 are.`,
            `HTTP ${outcome.status} 不表示接收成功：仅 200 与 204 表示成功。`,
          );
    case "timeout":
      return text(
        "There was no complete answer within 5 s: record the notice, answer, and do the rest afterwards.",
        "5 秒内没有完整应答：请先记录通知并应答，再处理业务。",
      );
    case "unreachable":
      return text(
        `The receiver cannot be reached${outcome.code === null ? "" : ` (${outcome.code})`}: check the address, its port and its certificate.`,
        `无法连接接收端${outcome.code === null ? "" : `（${outcome.code}）`}：请检查地址、端口与证书。`,
      );
    case "refused":
      return text(
        `The platform does not call ${outcome.refusal.address}, which is ${outcome.refusal.use}.`,
        `平台不会访问 ${outcome.refusal.address}（${outcome.refusal.use}）。`,
      );
    default:
      return unreachable(outcome);
  }
}

function repeated(): Text {
  const minutes = RETRY_PAUSES_S.reduce((sum, pause) => sum + pause, 0) / 60;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const pauses = (language: "en" | "zh", separator: string) =>
    RETRY_PAUSES_S.map((pause) => durationOf(pause)[language]).join(separator);
  return text(
    `WeChat Pay sends the notice again, after pauses of ${pauses("en", ", ")}: in all for ${hours} h ${rest} min. Afterwards only a query finds the payment.`,
    `微信支付会重发，间隔依次为 ${pauses("zh", "、")}，总计 ${hours} 小时 ${rest} 分钟；此后只能主动查询。`,
  );
}

function durationOf(seconds: number): Text {
  if (seconds < 60) return text(`${seconds} s`, `${seconds} 秒`);
  if (seconds < 7_200) return text(`${seconds / 60} min`, `${seconds / 60} 分钟`);
  return text(`${seconds / 3_600} h`, `${seconds / 3_600} 小时`);
}

const joined = (first: Text, second: Text): Text =>
  text(`${first.en} ${second.en}`, `${first.zh}${second.zh}`);
