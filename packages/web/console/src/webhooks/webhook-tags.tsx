import {
  type WebhookEndpointRepresentation as Endpoint,
  type ShownWebhookFault,
  shownFaultText,
  type WebhookDeliveryState,
} from "@dingdan/contract";
import { Tag } from "antd";
import { Moment } from "../parts/moment.js";
import { useSay } from "../preferences/language.js";
import { DELIVERY_TEXTS, REASON_TEXTS, STATE_TEXTS, WEBHOOK_WORDS } from "./webhook-texts.js";

const STATE_COLOURS = { enabled: "green", disabled: "default", paused: "red" } as const;
const DELIVERY_COLOURS = { waiting: "gold", delivered: "green", failed: "red" } as const;

/** The state of an endpoint and, if it is not enabled, why and since when. */
export function EndpointState({ of }: { readonly of: Endpoint }) {
  const say = useSay();
  const { state, why, state_since: since } = of;
  return (
    <>
      <Tag color={STATE_COLOURS[state]}>{say(STATE_TEXTS[state])}</Tag>
      {state !== "enabled" && (
        <div className="quiet">
          {why !== undefined && <div>{say(REASON_TEXTS[why])}</div>}
          {say(WEBHOOK_WORDS.since)} <Moment at={since} />
        </div>
      )}
    </>
  );
}

export function DeliveryTag({ state }: { readonly state: WebhookDeliveryState }) {
  const say = useSay();
  return <Tag color={DELIVERY_COLOURS[state]}>{say(DELIVERY_TEXTS[state])}</Tag>;
}

/** How an attempt was answered: success is quiet, a failure is not. */
export function AnswerWords(shown: ShownWebhookFault & { readonly status?: number }) {
  const say = useSay();
  const fault = shownFaultText(shown);
  if (fault !== null) return <span className="fault-words">{say(fault)}</span>;
  return shown.status === undefined ? "–" : <span className="num">HTTP {shown.status}</span>;
}
