import { EVENT_SCHEMA, EVENT_TYPE } from "../events.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { APPID, BAD_BODY, INSTANT, PAGE_QUERY, pageOf } from "./parts.js";

/** How many events one call returns at most. */
export const EVENTS_LIMIT_MAX = 1_000;

/** How long one call waits for an event at most, in seconds. */
export const EVENTS_WAIT_MAX_SECONDS = 30;

/** The operator's operations on events. */
export const EVENT_OPERATIONS = {
  listEvents: {
    method: "GET",
    path: "/events",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Read the feed of events, oldest first: nothing is missing between two calls, and nothing comes twice",
      "读取事件流，从旧到新；两次读取之间不缺失、不重复",
    ),
    query: {
      type: "object",
      properties: {
        after: {
          type: "string",
          "x-maxBytes": 64,
          description: text(
            "next_after of the previous call, or the id of an event; absent: from the oldest event that is kept; `now`: only what happens from now on",
            "上一次的 next_after 或事件 id；不传则从保留的最旧事件开始；now 表示仅之后发生的事件",
          ),
        },
        limit: {
          type: "integer",
          minimum: 1,
          maximum: EVENTS_LIMIT_MAX,
          description: text("Default: 100", "默认 100"),
        },
        wait_seconds: {
          type: "integer",
          minimum: 0,
          maximum: EVENTS_WAIT_MAX_SECONDS,
          description: text(
            "How long to wait for an event while there is none. Default: 0",
            "没有事件时最多等待的秒数，默认 0",
          ),
        },
        appid: APPID,
        type: EVENT_TYPE,
      },
    },
    reply: {
      type: "object",
      properties: {
        items: { type: "array", items: EVENT_SCHEMA },
        next_after: {
          type: "string",
          description: text(
            "Send it as after to continue; a feed has no end",
            "以 after 传回即可继续；事件流没有终点",
          ),
        },
      },
      required: ["items", "next_after"],
    },
    problems: {
      ...BAD_BODY,
      404: text("no app has this appid", "没有该 appid 的应用"),
      410: text(
        "events after this one were deleted: they are older than the retention, or the database was restored; read the orders once, then continue without after",
        "该位置之后的事件已被删除：超过保留期或数据库已恢复；请先读取一次订单，再不带 after 继续",
      ),
    },
  },
  listRecentEvents: {
    method: "GET",
    path: "/events/recent",
    merchant: OWN_APPS_LIST,
    summary: text(
      "List the events that are kept, newest first, for people to look at; programs read the feed",
      "从新到旧列出所保留的事件，供人查看；程序请读取事件流",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        appid: APPID,
        type: EVENT_TYPE,
        from: {
          ...INSTANT,
          description: text("Happened at this instant or later", "发生时间不早于"),
        },
        to: { ...INSTANT, description: text("Happened before this instant", "发生时间早于") },
      },
    },
    reply: pageOf(EVENT_SCHEMA),
    problems: BAD_BODY,
  },
} as const satisfies Record<string, HttpOperation>;
