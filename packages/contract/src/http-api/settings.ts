import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { INSTANT } from "./parts.js";

/**
 * The fewest days that orders are kept: a courier's parcel is received after 12 days at the latest (a
 * reminder after 2, and 10 for the receipt), and an access review looks at the hours before it.
 */
export const ORDER_DAYS_MIN = 13;

const SETTINGS = {
  type: "object",
  properties: {
    version: { type: "string" },
    is_sandbox: { type: "boolean" },
    database: { type: "string", enum: ["sqlite", "postgres"] },
    quotas: {
      type: "object",
      description: text(
        "Limits on the calls of each operation by an app without its own limits; absent: unlimited",
        "未单独设置频次的应用调用每个接口的上限；没有则不限",
      ),
      properties: { per_minute: { type: "integer" }, per_day: { type: "integer" } },
      required: ["per_minute", "per_day"],
    },
    public_url: {
      type: "string",
      description: text(
        "The address for links to buyers and merchants, as seen by this request: https://pay.example",
        "发给买家与商户的链接所用的地址（以本次请求所见为准），例如 https://pay.example",
      ),
    },
    request_log_days: {
      type: "integer",
      description: text("How many days calls are kept; 0: no request log", "0 表示不记录请求日志"),
    },
    event_days: {
      type: "integer",
      description: text(
        "How many days events are kept, with their deliveries",
        "事件及其投递记录保留的天数",
      ),
    },
    order_days: {
      type: "integer",
      minimum: ORDER_DAYS_MIN,
      description: text(
        "How many days an order is kept after something last happened to it; absent: orders are kept",
        "订单自最后一次变动起保留的天数；没有则一直保留",
      ),
    },
    backups: {
      type: "object",
      description: text(
        "How the database is backed up; absent: the platform makes no backups",
        "数据库备份设置；没有则平台不进行备份",
      ),
      properties: {
        every_hours: { type: "integer" },
        keep: { type: "integer", description: text("How many are kept", "保留的备份数") },
      },
      required: ["every_hours", "keep"],
    },
    started_at: {
      ...INSTANT,
      description: text("Start time of the process that answers", "应答进程的启动时间"),
    },
  },
  required: [
    "version",
    "is_sandbox",
    "database",
    "public_url",
    "request_log_days",
    "event_days",
    "started_at",
  ],
} as const satisfies ObjectSchema;

/** The settings that the platform was started with. */
export const SETTING_OPERATIONS = {
  getSettings: {
    method: "GET",
    path: "/settings",
    merchant: { reach: "anything" },
    summary: text("Get the settings that the platform was started with", "平台的启动设置"),
    reply: SETTINGS,
    problems: {},
  },
} as const satisfies Record<string, HttpOperation>;

export type SettingsRepresentation = Infer<typeof SETTINGS>;
