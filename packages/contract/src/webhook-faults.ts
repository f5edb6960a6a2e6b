import { type Text, text } from "./text.js";

/** Why an attempt to deliver an event failed. `recorded`: an earlier version recorded it in words only. */
export const WEBHOOK_FAULT_CODES = [
  "http_status",
  "timeout",
  "not_http",
  "unreachable",
  "address_refused",
  "recorded",
] as const;
export type WebhookFaultCode = (typeof WEBHOOK_FAULT_CODES)[number];

/** Why no attempt follows a failed one. */
export const WEBHOOK_ENDS = ["events_unwanted", "attempts_unwanted", "last_attempt"] as const;
export type WebhookEnd = (typeof WEBHOOK_ENDS)[number];

/** What a fault is about. Each code has its own; `end` and `attempt` may come with any. */
export interface WebhookFaultParams {
  /** Of `http_status`. */
  readonly status?: number;
  /** Of `timeout`: how long the answer was waited for. */
  readonly seconds?: number;
  /** Of `unreachable`: `ECONNREFUSED`. */
  readonly system_code?: string;
  /** Of `address_refused`: `10.2.0.5`. */
  readonly address?: string;
  /** Of `address_refused`: what the network of the address is for: `private`. */
  readonly use?: string;
  /** Of `address_refused`: the network to allow: `10.2.0.5/32`. */
  readonly network?: string;
  /** Of `recorded`: the words. */
  readonly words?: string;
  readonly end?: WebhookEnd;
  /** The number of the last attempt. */
  readonly attempt?: number;
}

export interface WebhookFault {
  readonly code: WebhookFaultCode;
  readonly params: WebhookFaultParams;
}

/** A fault in words: the part of a sentence, in English without a capital. */
export function webhookFaultText({ code, params }: WebhookFault): Text {
  const fault = FAULTS[code](params);
  if (params.end === undefined) return fault;
  const end = ENDS[params.end](params);
  return text(`${fault.en}: ${end.en}`, `${fault.zh}：${end.zh}`);
}

type Words = (params: WebhookFaultParams) => Text;

const FAULTS: Readonly<Record<WebhookFaultCode, Words>> = {
  http_status: ({ status }) => text(`answered HTTP ${status}`, `应答 HTTP ${status}`),
  timeout: ({ seconds }) => text(`no answer within ${seconds} s`, `${seconds} 秒内无应答`),
  not_http: () => text("the answer is not HTTP", "应答不是 HTTP"),
  unreachable: ({ system_code: code }) =>
    code === undefined
      ? text("cannot be reached", "无法连接")
      : text(`cannot be reached (${code})`, `无法连接（${code}）`),
  address_refused: ({ address, use, network }) =>
    text(
      `the address ${address} is ${use} and was not called; to allow it, start with --allow-callback-network ${network}`,
      `地址 ${address} 不是公网地址，未发送；如需允许，请以 --allow-callback-network ${network} 启动平台`,
    ),
  recorded: ({ words = "" }) => text(words, words),
};

const ENDS: Readonly<Record<WebhookEnd, Words>> = {
  events_unwanted: () => text("it wants no further events", "不再接收事件"),
  attempts_unwanted: () => text("it wants no further attempt", "要求不再尝试"),
  last_attempt: ({ attempt }) =>
    text(`attempt ${attempt}, the last one`, `第 ${attempt} 次，不再尝试`),
};

/** The members of a reply that name a fault. */
export interface ShownWebhookFault {
  /** In English. */
  readonly fault?: string;
  readonly fault_code?: WebhookFaultCode;
  readonly fault_params?: WebhookFaultParams;
}

/** The fault of a reply in words; null without one. */
export const shownFaultText = (shown: ShownWebhookFault): Text | null => {
  const { fault, fault_code: code, fault_params: params = {} } = shown;
  if (code !== undefined) return webhookFaultText({ code, params });
  return fault === undefined ? null : text(fault, fault);
};
