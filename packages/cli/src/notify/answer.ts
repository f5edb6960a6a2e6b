import { isObject, type Text, text, type Unchecked } from "@dingdan/contract";

/** What became of a notice that was sent to a receiver. */
export type Answer = {
  readonly durationMs: number;
} & (
  | {
      readonly kind: "answered";
      readonly status: number;
      /** The beginning of the body. */
      readonly body: string;
      /** True when the body is longer than what is read of it. */
      readonly isCut: boolean;
      /** Where a redirect leads. */
      readonly location: string | null;
    }
  /** No header of an answer came in time. */
  | { readonly kind: "late" }
  /** The header came in time, the end of the body did not. */
  | { readonly kind: "endless"; readonly status: number }
  | { readonly kind: "unreachable"; readonly reason: string }
);

/** Whether WeChat Pay counts the notice as delivered. @see wechatpay, §3 */
export const isAccepted = (answer: Answer): boolean =>
  answer.kind === "answered" && (answer.status === 200 || answer.status === 204);

/** Whether the receiver has refused the notice as the rules demand. @see wechatpay, §3 */
export const isRefused = (answer: Answer): boolean =>
  answer.kind === "answered" && answer.status >= 400 && answer.status <= 599;

export const isRedirect = (answer: Answer): boolean =>
  answer.kind === "answered" && answer.status >= 300 && answer.status <= 399;

/** Whether the body says `"code":"FAIL"`. The status decides, not this. */
export const saysFail = (answer: Answer): boolean =>
  answer.kind === "answered" && objectOf(answer.body)?.["code"] === "FAIL";

/** How much of the reason that a receiver gives is shown. */
const REASON_CHARACTERS_MAX = 240;

/** Why the receiver refuses, in its own words; null when it gives no reason as the rules want it. */
function refusalReason(answer: Answer & { readonly kind: "answered" }): string | null {
  const message = isRefused(answer) ? objectOf(answer.body)?.["message"] : undefined;
  if (typeof message !== "string" || message.trim() === "") return null;
  const characters = Array.from(message.trim().replaceAll(/\s+/g, " "));
  const shown = characters.slice(0, REASON_CHARACTERS_MAX).join("");
  return characters.length <= REASON_CHARACTERS_MAX ? shown : `${shown}…`;
}

function objectOf(body: string): Unchecked | null {
  try {
    const value = JSON.parse(body) as unknown;
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

/** What the receiver did, as a part of a sentence: `answered 400: another amount`. */
export function describeAnswer(answer: Answer): Text {
  switch (answer.kind) {
    case "answered":
      return describeStatus(answer);
    case "late":
      return text(
        `did not answer within ${seconds(answer.durationMs)} s`,
        `${seconds(answer.durationMs)} 秒内未应答`,
      );
    case "endless":
      return text(
        `answered ${answer.status}, but the body of the answer did not end within ${seconds(answer.durationMs)} s`,
        `应答 ${answer.status}，但应答体在 ${seconds(answer.durationMs)} 秒内未结束`,
      );
    case "unreachable":
      return text(`could not be reached: ${answer.reason}`, `无法连接：${answer.reason}`);
  }
}

function describeStatus(answer: Answer & { readonly kind: "answered" }): Text {
  const { status, location } = answer;
  if (isRedirect(answer)) {
    const target = location ?? "?";
    return text(
      `answered ${status}, a redirect to ${target}`,
      `应答 ${status}，重定向到 ${target}`,
    );
  }
  if (saysFail(answer) && isAccepted(answer)) {
    return text(
      `answered ${status} with "code":"FAIL"; WeChat Pay looks only at the status`,
      `应答 ${status} 但应答体为 "code":"FAIL"；微信支付只看状态码`,
    );
  }
  const reason = refusalReason(answer);
  if (reason !== null) return text(`answered ${status}: ${reason}`, `应答 ${status}：${reason}`);
  return text(`answered ${status}`, `应答 ${status}`);
}

const seconds = (durationMs: number): string => String(Math.round(durationMs / 100) / 10);
