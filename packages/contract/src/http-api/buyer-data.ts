import type { ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { ANY, APPID, BAD_BODY, OPENID, UNKNOWN_APP } from "./parts.js";

/** One buyer of an app. The openid is in the body, so that no address or log holds it. */
const BUYER = {
  type: "object",
  properties: { appid: APPID, openid: OPENID },
  required: ["appid", "openid"],
  additionalProperties: false,
} as const satisfies ObjectSchema;

/** The operator's operations on what is stored about a buyer. */
export const BUYER_DATA_OPERATIONS = {
  exportBuyer: {
    method: "POST",
    path: "/buyers/export",
    summary: text(
      "Export everything that is stored about a buyer of an app, as one JSON document",
      "将某应用的一位买家的全部已存数据导出为一个 JSON 文档",
    ),
    body: BUYER,
    reply: ANY,
    replyTypes: ["application/json"],
    problems: { ...BAD_BODY, ...UNKNOWN_APP },
  },
} as const satisfies Record<string, HttpOperation>;
