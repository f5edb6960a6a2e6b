import type { Infer } from "../schema.js";
import { LOGGED_REQUEST_SCHEMA } from "../schemas/logged-request.js";
import { text } from "../text.js";
import { type HttpOperation, OWN_APPS_LIST } from "./http-operation.js";
import { ANY, APPID, BAD_BODY, CURSOR_BYTES_MAX, INSTANT, PAGE_QUERY } from "./parts.js";

/** WeChat's codes have 32 bits. */
const ERRCODE_MAX = 2_147_483_647;

/** The operator's operations on the request log. */
export const REQUEST_OPERATIONS = {
  listRequests: {
    method: "GET",
    path: "/requests",
    merchant: OWN_APPS_LIST,
    summary: text(
      "Read the request log, newest first: each call, its reply, and the reason",
      "请求日志：收到的请求、应答及原因，按时间倒序",
    ),
    query: {
      type: "object",
      properties: {
        ...PAGE_QUERY,
        rid: {
          type: "string",
          "x-maxBytes": 64,
          description: text("Only the call with this rid", "一次调用的 rid"),
        },
        appid: { ...APPID, description: text("Only calls for this app", "该应用的调用") },
        errcode: {
          type: "integer",
          minimum: -1,
          maximum: ERRCODE_MAX,
          description: text("Only calls that returned this errcode", "返回该错误码的调用"),
        },
        errors: {
          type: "string",
          enum: ["true"],
          description: text("true: only calls that were rejected", "true：只看被拒绝的调用"),
        },
        operation: {
          type: "string",
          "x-maxBytes": 64,
          description: text(
            "Only calls of the operation with this name, such as uploadShoppingInfo",
            "该接口的调用，填接口名，例如 uploadShoppingInfo",
          ),
        },
        order: {
          type: "string",
          "x-maxBytes": 256,
          description: text(
            "Only calls that name the order with this id",
            "涉及该订单（订单 id）的调用",
          ),
        },
        from: {
          ...INSTANT,
          description: text("Arrived at this instant or later", "到达时间不早于"),
        },
        to: { ...INSTANT, description: text("Arrived before this instant", "到达时间早于") },
        openid: {
          type: "string",
          "x-maxBytes": 128,
          description: text(
            "Only calls with this openid, in full; the log shows openids masked and finds them by a keyed hash",
            "含该 openid（完整值）的调用；日志中的 openid 已脱敏，按带密钥的哈希查找",
          ),
        },
        after: {
          type: "string",
          "x-maxBytes": CURSOR_BYTES_MAX,
          description: text(
            "follow_cursor of a previous reply: only later calls, oldest first",
            "之前应答中的 follow_cursor：只返回其后的调用，按时间正序",
          ),
        },
      },
    },
    reply: {
      type: "object",
      properties: {
        items: { type: "array", items: LOGGED_REQUEST_SCHEMA },
        next_cursor: {
          type: "string",
          description: text(
            "Absent on the last page and when `after` is used",
            "最后一页及跟随读取时没有",
          ),
        },
        follow_cursor: {
          type: "string",
          description: text(
            "Pass it as `after` to read later calls",
            "作为 after 传入即可读取其后的调用",
          ),
        },
        dropped: {
          type: "integer",
          description: text(
            "Number of calls that this process answered but dropped from the log because of overload",
            "因请求过多，本进程已应答但未能记录的调用数",
          ),
        },
      },
      required: ["items", "follow_cursor", "dropped"],
    },
    problems: {
      ...BAD_BODY,
      409: text(
        "openid is given, and the seal key is missing or is another one",
        "指定了 openid，但没有封存密钥或其并非封存时所用的密钥",
      ),
    },
  },
  replayRequest: {
    method: "POST",
    path: "/requests/:rid/replay",
    summary: text(
      "Sandbox only: replay a logged call for the same app, at a time that you choose, or with a corrected body",
      "仅沙箱：以同一应用重放一次已记录的调用，可指定时间或更正后的请求体",
    ),
    body: {
      type: "object",
      properties: {
        at: {
          type: "string",
          format: "date-time",
          description: text(
            "The platform's time for this call only. Default: now",
            "本次调用所用的平台时间；不传则为当前时间",
          ),
          examples: ["2022-05-20T13:29:35.120+08:00"],
        },
        body: {
          type: "string",
          "x-maxBytes": 65_536,
          description: text(
            "A body to send instead of the logged one. An openid may stay masked, as the log shows it: it is sent as it was received",
            "代替日志中请求体的内容。openid 可保持日志中的脱敏形式，发送时还原为收到的值",
          ),
        },
      },
      additionalProperties: false,
    },
    reply: {
      type: "object",
      properties: {
        rid: { type: "string", description: text("The rid of the new call", "新调用的 rid") },
        reply: {
          ...ANY,
          description: text("The reply as the caller would receive it", "与调用方收到的应答相同"),
        },
      },
      required: ["rid", "reply"],
    },
    problems: {
      ...BAD_BODY,
      403: text("this is not a sandbox", "当前不是沙箱"),
      404: text("the request log has no call with this rid", "请求日志中没有该 rid 的调用"),
      409: text(
        "the request log does not contain enough of the call to replay it unchanged",
        "日志中的内容不足以原样重放该调用",
      ),
    },
  },
} as const satisfies Record<string, HttpOperation>;

/** The JSON of a call in the request log. */
export type LoggedRequestRepresentation = Infer<typeof LOGGED_REQUEST_SCHEMA>;
