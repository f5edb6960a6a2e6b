import { EXAMPLE_APPID } from "../examples.js";
import type { AnySchema, ObjectSchema, StringSchema } from "../schema.js";
import { text } from "../text.js";

export const INSTANT = {
  type: "string",
  format: "date-time",
  description: text("RFC 3339, in UTC", "RFC 3339，UTC 时间"),
} as const satisfies StringSchema;

export const APPID = {
  type: "string",
  pattern: "^[0-9A-Za-z_-]{1,32}$",
  examples: [EXAMPLE_APPID],
} as const satisfies StringSchema;

/** A number of WeChat Pay or a merchant. The limit is twice its length, for invented numbers. */
export const PAY_NUMBER = {
  type: "string",
  minLength: 1,
  "x-maxBytes": 64,
  pattern: "^[0-9A-Za-z_\\-*|@.]+$",
} as const satisfies StringSchema;

export const NAME = { type: "string", minLength: 1, maxLength: 64 } as const satisfies StringSchema;

export const ANY = { "x-any": true } as const satisfies AnySchema;

export const PAGE_QUERY = {
  limit: {
    type: "integer",
    minimum: 1,
    maximum: 100,
    description: text("Default: 20", "默认 20"),
  },
  cursor: {
    type: "string",
    description: text("next_cursor of the previous page", "上一页的 next_cursor"),
  },
} as const;

export const pageOf = <const Item extends ObjectSchema>(items: Item) =>
  ({
    type: "object",
    properties: {
      items: { type: "array", items },
      next_cursor: { type: "string", description: text("Absent on the last page", "最后一页没有") },
    },
    required: ["items"],
  }) as const;

export const UNKNOWN_APP = { 404: text("no app has this appid", "没有该 appid 的应用") } as const;
export const BAD_BODY = {
  400: text("the request is invalid: it does not match its schema", "请求不符合约定"),
} as const;
