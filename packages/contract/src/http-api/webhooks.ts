import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { DEFAULT_OVERLAP_SECONDS, OVERLAP_SECONDS_MAX } from "./overlap.js";
import { APPID, BAD_BODY, PAGE_QUERY, pageOf } from "./parts.js";
import {
  NEW_WEBHOOK_SECRET,
  WEBHOOK_ATTEMPT,
  WEBHOOK_DELIVERY,
  WEBHOOK_DELIVERY_DETAIL,
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_ENDPOINT,
  WEBHOOK_EVENTS,
  WEBHOOK_KIND,
  WEBHOOK_STATES,
  WEBHOOK_TEST_TYPE,
  WEBHOOK_URL,
} from "./webhook-schemas.js";

const OF_APP = {
  appid: {
    ...APPID,
    description: text(
      "Only an endpoint of this app; a merchant's session: of its own",
      "仅限该应用的端点；商户会话仅限自己的应用",
    ),
  },
} as const;

const OF_APP_QUERY = { type: "object", properties: OF_APP } as const satisfies ObjectSchema;

const UNKNOWN_ENDPOINT = {
  404: text("no endpoint has this id", "没有该 id 的端点"),
} as const;

const UNKNOWN_DELIVERY = {
  404: text(
    "no endpoint has this id, or no event has it, or the event is not one of the endpoint's",
    "没有该 id 的端点或事件，或该端点不接收此事件",
  ),
} as const;

const NO_SEAL_KEY = {
  409: text(
    "the seal key for the secrets is missing, or is another one",
    "没有用于封存密钥的封存密钥，或其并非封存时所用的密钥",
  ),
} as const;

const NOT_ENABLED = {
  409: text("the endpoint is not enabled", "该端点未启用"),
} as const;

/** The operations on webhook endpoints, of the operator and of merchants for their own app. */
export const WEBHOOK_OPERATIONS = {
  createWebhookEndpoint: {
    method: "POST",
    path: "/webhook-endpoints",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Add an endpoint that receives events from now on; this reply is the only one that shows its secret",
      "新增接收事件的端点，从现在起生效；密钥仅此一次显示",
    ),
    query: {
      type: "object",
      properties: {
        appid: {
          ...APPID,
          description: text("The same as appid of the body", "与请求体中的 appid 相同"),
        },
      },
    },
    body: {
      type: "object",
      properties: {
        url: WEBHOOK_URL,
        events: WEBHOOK_EVENTS,
        appid: WEBHOOK_ENDPOINT.properties.appid,
        kind: WEBHOOK_KIND,
      },
      required: ["url", "events"],
      additionalProperties: false,
    },
    reply: NEW_WEBHOOK_SECRET,
    status: 201,
    problems: {
      ...BAD_BODY,
      404: text("no app has this appid", "没有该 appid 的应用"),
      409: text(
        "there are too many endpoints, or the seal key for the secrets is missing or is another one",
        "端点过多，或没有用于封存密钥的封存密钥，或其并非封存时所用的密钥",
      ),
    },
  },
  listWebhookEndpoints: {
    method: "GET",
    path: "/webhook-endpoints",
    merchant: OWN_APPS_LIST,
    summary: text("List the webhook endpoints, oldest first", "Webhook 端点列表，从旧到新"),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        appid: { ...APPID, description: text("Only those of this app", "仅该应用的端点") },
        state: { type: "string", enum: WEBHOOK_STATES },
      },
    },
    reply: pageOf(WEBHOOK_ENDPOINT),
    problems: BAD_BODY,
  },
  getWebhookEndpoint: {
    method: "GET",
    path: "/webhook-endpoints/:id",
    merchant: OWN_APPS_LIST,
    summary: text("Get a webhook endpoint", "Webhook 端点详情"),
    query: OF_APP_QUERY,
    reply: WEBHOOK_ENDPOINT,
    problems: { ...BAD_BODY, ...UNKNOWN_ENDPOINT },
  },
  changeWebhookEndpoint: {
    method: "PATCH",
    path: "/webhook-endpoints/:id",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Change an endpoint's URL or events, disable it, or enable it again; what waits is then sent at once",
      "修改端点的地址或事件，停用或重新启用；重新启用后立即发送等待中的事件",
    ),
    query: OF_APP_QUERY,
    body: {
      type: "object",
      properties: {
        url: WEBHOOK_URL,
        events: WEBHOOK_EVENTS,
        state: { type: "string", enum: ["enabled", "disabled"] },
      },
      additionalProperties: false,
    },
    reply: WEBHOOK_ENDPOINT,
    problems: { ...BAD_BODY, ...UNKNOWN_ENDPOINT },
  },
  deleteWebhookEndpoint: {
    method: "DELETE",
    path: "/webhook-endpoints/:id",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Delete an endpoint with its deliveries; nothing more is sent to it",
      "删除端点及其投递记录，不再向其发送",
    ),
    query: OF_APP_QUERY,
    reply: WEBHOOK_ENDPOINT,
    problems: { ...BAD_BODY, ...UNKNOWN_ENDPOINT },
  },
  rotateWebhookSecret: {
    method: "POST",
    path: "/webhook-endpoints/:id/secret",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Make a new secret; requests are signed with both until the old one ends",
      "更换密钥；旧密钥失效前，请求同时以新旧密钥签名",
    ),
    query: OF_APP_QUERY,
    body: {
      type: "object",
      properties: {
        overlap_seconds: {
          type: "integer",
          minimum: 0,
          maximum: OVERLAP_SECONDS_MAX,
          description: text(
            `How long the old secret still signs. Default: ${DEFAULT_OVERLAP_SECONDS}`,
            `旧密钥继续签名的时长。默认 ${DEFAULT_OVERLAP_SECONDS}`,
          ),
        },
        end_previous: {
          type: "boolean",
          description: text(
            "True: a secret of an earlier rotation that still signs ends now",
            "true 表示立即停用此前更换后仍在签名的密钥",
          ),
        },
      },
      additionalProperties: false,
    },
    reply: NEW_WEBHOOK_SECRET,
    status: 201,
    problems: {
      ...BAD_BODY,
      ...UNKNOWN_ENDPOINT,
      409: text(
        "a secret of an earlier rotation still signs; or the seal key for the secrets is missing, or is another one",
        "此前更换后的旧密钥仍在签名；或没有用于封存密钥的封存密钥，或其并非封存时所用的密钥",
      ),
    },
  },
  testWebhookEndpoint: {
    method: "POST",
    path: "/webhook-endpoints/:id/test",
    merchant: OWN_APPS_LIST,
    summary: text(
      `Send an event of the type ${WEBHOOK_TEST_TYPE} now, whatever the state of the endpoint, and report its answer`,
      `立即发送一个 ${WEBHOOK_TEST_TYPE} 事件（不论端点状态），并返回其应答`,
    ),
    query: OF_APP_QUERY,
    body: { type: "object", properties: {}, additionalProperties: false },
    reply: {
      type: "object",
      properties: { ...WEBHOOK_ATTEMPT.properties, body: WEBHOOK_DELIVERY_DETAIL.properties.body },
      required: [...WEBHOOK_ATTEMPT.required, "body"],
    },
    problems: { ...BAD_BODY, ...UNKNOWN_ENDPOINT, ...NO_SEAL_KEY },
  },
  listWebhookDeliveries: {
    method: "GET",
    path: "/webhook-endpoints/:id/deliveries",
    merchant: OWN_APPS_LIST,
    summary: text(
      "List the deliveries to an endpoint, the newest event first, as long as events are kept",
      "端点的投递记录，事件从新到旧，保留时间与事件相同",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        ...OF_APP,
        state: { type: "string", enum: WEBHOOK_DELIVERY_STATES },
      },
    },
    reply: pageOf(WEBHOOK_DELIVERY),
    problems: { ...BAD_BODY, ...UNKNOWN_ENDPOINT },
  },
  getWebhookDelivery: {
    method: "GET",
    path: "/webhook-endpoints/:id/deliveries/:event_id",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Get a delivery with its attempts: what was sent and what was answered",
      "投递详情及每次尝试的请求与应答",
    ),
    query: OF_APP_QUERY,
    reply: WEBHOOK_DELIVERY_DETAIL,
    problems: { ...BAD_BODY, ...UNKNOWN_DELIVERY },
  },
  resendWebhookDelivery: {
    method: "POST",
    path: "/webhook-endpoints/:id/deliveries/:event_id/resend",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Send an event again, with the same id and bytes, also one that was delivered or not queued",
      "以相同的 id 与内容重新发送一个事件，含已投递与未曾入队的事件",
    ),
    query: OF_APP_QUERY,
    body: { type: "object", properties: {}, additionalProperties: false },
    reply: WEBHOOK_DELIVERY,
    problems: { ...BAD_BODY, ...UNKNOWN_DELIVERY, ...NOT_ENABLED },
  },
  resendWebhookDeliveries: {
    method: "POST",
    path: "/webhook-endpoints/:id/resend",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Send the events again that failed since a time, or all that were not acknowledged",
      "重新发送某时间以来投递失败的事件，或全部未确认的事件",
    ),
    query: OF_APP_QUERY,
    body: {
      type: "object",
      properties: {
        since: {
          type: "string",
          format: "date-time",
          description: text("Events that happened at this time or later", "该时间及之后发生的事件"),
          examples: ["2026-11-28T00:00:00Z"],
        },
        missing: {
          type: "boolean",
          description: text(
            "True: every event of the endpoint that it did not acknowledge, also those of a time when it was disabled or paused. Default: false, which are the failed ones",
            "为 true 时重发该端点未确认的全部事件，含停用或暂停期间的事件；默认 false，仅失败的事件",
          ),
        },
      },
      required: ["since"],
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        count: { type: "integer", description: text("How many are sent again", "重新发送的数量") },
      },
      required: ["count"],
    },
    problems: { ...BAD_BODY, ...UNKNOWN_ENDPOINT, ...NOT_ENABLED },
  },
} as const satisfies Record<string, HttpOperation>;
