import { type EventType, text, type WebhookKind } from "@dingdan/contract";
import { invalidRequest, type Problem } from "../http/problem.js";
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
    if (types.length > 0) throw invalidRequest([{ path: "events", reason: STAR_AND_TYPES }]);
    return null;
  }
  const sent = forms[kind]?.types ?? null;
  if (sent !== null && !types.some((type) => sent.includes(type))) {
    throw sendsNothing(kind, sent);
  }
  return types;
}

const STAR_AND_TYPES = text(
  "has * and other types: send * alone for all events, or leave * out",
  "同时包含 * 与其他类型：接收全部事件请只传 *，否则请去掉 *",
);

const sendsNothing = (kind: WebhookKind, sent: readonly EventType[]): Problem =>
  invalidRequest([
    {
      path: "events",
      reason: text(
        `has only types after which an endpoint of the kind ${kind} is sent nothing: send * or at least one of ${sent.join(", ")}, or use the kind standard for other events`,
        `所含类型都不会向 ${kind} 类型的端点发送任何内容：请传 *，或至少传 ${sent.join("、")} 之一；如需其他事件，请使用 standard 类型`,
      ),
    },
  ]);
