import type { Infer, ObjectSchema } from "../schema.js";
import { text } from "../text.js";
import type { HttpOperation } from "./http-operation.js";
import { INSTANT } from "./parts.js";
import { WEBHOOK_FAULT, WEBHOOK_STATES } from "./webhook-schemas.js";

const CHECK = { type: "string", enum: ["ok", "failed", "no_answer"] } as const;

const HEALTH = {
  type: "object",
  properties: {
    version: { type: "string" },
    node_version: { type: "string" },
    now: { ...INSTANT, description: text("The server's clock", "服务器时钟") },
    uptime_seconds: {
      type: "integer",
      description: text("Since the start of the process that answers", "应答进程的运行时间"),
    },
    is_ready: { type: "boolean" },
    checks: {
      type: "object",
      description: text(
        "Whether the database can be read and written; no_answer: not within a second",
        "数据库能否读取与写入；no_answer 表示一秒内无应答",
      ),
      properties: { reader: CHECK, writer: CHECK },
      required: ["reader", "writer"],
    },
    limits: {
      type: "array",
      description: text(
        "The limits that were reached since the start of the process",
        "进程启动以来触及的限制",
      ),
      items: {
        type: "object",
        properties: {
          name: { type: "string" },
          meaning: { type: "string" },
          hits: { type: "integer" },
          last_at: INSTANT,
        },
        required: ["name", "meaning", "hits", "last_at"],
      },
    },
    durability: {
      type: "array",
      description: text(
        "What a commit rests on; empty when the database did not answer in time",
        "提交的持久性所依赖的设置；数据库未及时应答时为空",
      ),
      items: {
        type: "object",
        properties: {
          name: { type: "string" },
          value: { type: "string" },
          state: { type: "string", enum: ["ok", "warning", "failed"] },
          advice: { type: "string", description: text("Absent if it is ok", "正常时没有") },
        },
        required: ["name", "value", "state"],
      },
    },
    request_log_dropped: {
      type: "integer",
      description: text("Calls that the request log has dropped", "请求日志丢弃的调用数"),
    },
    webhook_endpoints: {
      type: "array",
      description: text(
        "The endpoints, at most 100, that are paused or whose last deliveries failed; absent when the database did not answer in time",
        "已暂停或最近投递失败的 Webhook 端点（最多 100 个）；数据库未及时应答时没有",
      ),
      items: {
        type: "object",
        properties: {
          id: { type: "string" },
          host: { type: "string" },
          state: { type: "string", enum: WEBHOOK_STATES },
          failing_since: INSTANT,
          ...WEBHOOK_FAULT,
        },
        required: ["id", "host", "state"],
      },
    },
    backups: {
      type: "object",
      description: text(
        "The backups of --backup-folder, by any process; absent when none are made",
        "--backup-folder 的备份情况（所有进程共享）；未启用备份时没有",
      ),
      properties: {
        every_hours: { type: "integer" },
        last_at: {
          ...INSTANT,
          description: text(
            "The begin of the last complete backup; absent before the first",
            "最近一次完整备份的开始时间；尚无备份时没有",
          ),
        },
        bytes: { type: "integer", description: text("Its size", "备份大小") },
        is_late: {
          type: "boolean",
          description: text(
            "It is older than twice every_hours",
            "最近一次备份早于两倍 every_hours",
          ),
        },
        failures: { type: "integer", description: text("Of all time", "累计失败次数") },
        failed_at: {
          ...INSTANT,
          description: text("The last attempt, if it failed", "最近一次备份失败的时间；成功则没有"),
        },
        fault: { type: "string", description: text("Why it failed", "失败原因") },
      },
      required: ["every_hours", "is_late", "failures"],
    },
    writer_starts: {
      type: "integer",
      description: text(
        "Starts of SQLite's writer thread; more than 1: it has ended unexpectedly",
        "SQLite 写入线程的启动次数；大于 1 表示曾异常退出",
      ),
    },
  },
  required: [
    "version",
    "node_version",
    "now",
    "uptime_seconds",
    "is_ready",
    "checks",
    "limits",
    "durability",
    "request_log_dropped",
  ],
} as const satisfies ObjectSchema;

/** The state of the running process, for `dingdan doctor`. */
export const HEALTH_OPERATIONS = {
  getHealth: {
    method: "GET",
    path: "/health",
    summary: text(
      "Get the state of the process that answers: readiness, limits reached, losses",
      "查看应答进程的状态：是否就绪、触及的限制、丢失的记录",
    ),
    reply: HEALTH,
    problems: {},
  },
} as const satisfies Record<string, HttpOperation>;

export type HealthRepresentation = Infer<typeof HEALTH>;
