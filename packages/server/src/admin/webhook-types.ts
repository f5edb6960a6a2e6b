import { type EventType, text, type WebhookKind } from "@dingdan/contract";
import { Problem } from "../http/problem.js";
import type { WebhookForms } from "../webhooks/webhook-body.js";

/**
 * The types of events that a body asks for; null for all.
 * @throws Problem when the kind of endpoint would never be sent anything after them
 */
export function typesOf(
  events: readonly (EventType | "*")[],
  kind: WebhookKind,
  forms: WebhookForms,
): EventType[] | null {
  const types = events.filter((type) => type !== "*");
  if (types.length < events.length) {
    if (types.length > 0) throw new Problem(400, STAR_AND_TYPES);
    return null;
  }
  const sent = forms[kind]?.types ?? null;
  if (sent !== null && !types.some((type) => sent.includes(type))) {
    throw sendsNothing(kind, sent);
  }
  return types;
}

const STAR_AND_TYPES = text(
  "events has * and other types: send * alone for all events, or leave it out.",
  "events 同时包含 * 与其他类型：接收全部事件请只传 *，否则请去掉 *。",
);

function sendsNothing(kind: WebhookKind, sent: readonly EventType[]): Problem {
  const reason = text(
    `has only types after which an endpoint of the kind ${kind} is sent nothing`,
    `所含类型都不会向 ${kind} 类型的端点发送任何内容`,
  );
  const detail = text(
    `The request is invalid: events ${reason.en}. Send * or at least one of ${sent.join(", ")}; for other events use the kind standard.`,
    `请求不符合约定：events ${reason.zh}。请传 *，或至少传 ${sent.join("、")} 之一；如需其他事件，请使用 standard 类型。`,
  );
  return new Problem(400, detail, [{ path: "events", reason }]);
}
