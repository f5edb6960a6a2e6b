import type {
  AttemptDetails,
  WebhookDelivery,
  WebhookEndpoint,
} from "../../domain/webhooks/endpoint.js";
import { fieldsOf, json } from "./fields.js";
import type { JsonText } from "./json.js";

export const WEBHOOK_ENDPOINT = fieldsOf<WebhookEndpoint>()({
  id: "id",
  url: "url",
  kind: "kind",
  appid: "appid",
  types: json("types"),
  state: "state",
  why: "why",
  stateSinceMs: "state_since_ms",
  createdAtMs: "created_at_ms",
  keys: json("keys"),
  details: json("details"),
  failingSinceMs: "failing_since_ms",
  lastAttempt: json("last_attempt"),
});

export const WEBHOOK_DELIVERY = fieldsOf<WebhookDelivery>()({
  position: "position",
  state: "state",
  dueAtMs: "due_at_ms",
  tries: "tries",
  attempts: "attempts",
  endedAtMs: "ended_at_ms",
  status: "status",
  fault: json("fault_details"),
  faultWords: "fault",
  body: "body",
});

export interface AttemptRow {
  endpoint_id: string;
  position: number;
  number: number;
  at_ms: number;
  details: JsonText<AttemptDetails>;
}
