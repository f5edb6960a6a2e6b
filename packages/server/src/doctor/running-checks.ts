import { type HealthRepresentation, shownFaultText, type Text, text } from "@dingdan/contract";
import { checkBackups } from "./backup-checks.js";
import { type Check, failed, passed, plain, times, warning } from "./check.js";
import { checkDurability } from "./database-checks.js";
import { checkClock } from "./machine-checks.js";

/**
 * The checks of a running platform.
 * @param ownVersion the version of the program that asks
 * @param receivedAtMs when the answer arrived, by this machine's clock
 */
export function runningChecks(
  health: HealthRepresentation,
  ownVersion: string,
  receivedAtMs: number,
): readonly Check[] {
  return [
    checkReady(health),
    ...(health.backups === undefined ? [] : [checkBackups(health.backups)]),
    checkVersion(health.version, ownVersion),
    passed("uptime", text(`${health.uptime_seconds} s`, `${health.uptime_seconds} 秒`)),
    checkClock(Date.parse(health.now) - receivedAtMs, "platform"),
    ...(health.durability.length === 0 ? [] : checkDurability(health.durability.map(settingOf))),
    checkRequestLog(health.request_log_dropped),
    ...(health.writer_starts === undefined ? [] : [checkWriter(health.writer_starts)]),
    ...checkWebhooks(health.webhook_endpoints ?? []),
    ...checkLimits(health.limits),
  ];
}

type Setting = HealthRepresentation["durability"][number];

const settingOf = ({ advice, ...check }: Setting) => ({
  ...check,
  advice: advice === undefined ? null : plain(advice),
});

function checkReady({ is_ready: isReady, checks }: HealthRepresentation): Check {
  const found = plain(`reader: ${checks.reader}, writer: ${checks.writer}`);
  if (isReady) return passed("ready", found);
  return failed(
    "ready",
    found,
    text(
      "GET /readyz has the next step, and the log line `not ready` has the cause.",
      "GET /readyz 给出下一步，日志 `not ready` 给出原因。",
    ),
  );
}

function checkVersion(version: string, ownVersion: string): Check {
  if (version === ownVersion) return passed("version", plain(version));
  return warning(
    "version",
    text(
      `server ${version}, this command ${ownVersion}`,
      `服务器 ${version}，本命令 ${ownVersion}`,
    ),
    text("Use the same version of both.", "请使用相同的版本。"),
  );
}

function checkRequestLog(dropped: number): Check {
  const found = text(
    `${dropped} ${dropped === 1 ? "call" : "calls"} dropped`,
    `丢弃 ${dropped} 次调用`,
  );
  if (dropped === 0) return passed("request log", found);
  return warning(
    "request log",
    found,
    text(
      "The database could not be written, or was too slow for the request log. The log line `writing to the request log failed` has the cause; without one, check the disk and the load of the database.",
      "数据库无法写入，或来不及写入请求日志。原因见日志 `writing to the request log failed`；若无该行，请检查数据库的磁盘与负载。",
    ),
  );
}

function checkWriter(starts: number): Check {
  const found = text(`started ${times(starts)}`, `已启动 ${starts} 次`);
  if (starts <= 1) return passed("writer thread", found);
  return warning(
    "writer thread",
    found,
    text(
      "It has ended unexpectedly and was started again: the log has the cause.",
      "写入线程曾异常退出并已重启，原因见日志。",
    ),
  );
}

type TroubledWebhook = NonNullable<HealthRepresentation["webhook_endpoints"]>[number];

const UNKNOWN: Text = text("", "");

/** Each webhook endpoint that is paused or fails is a line. */
const checkWebhooks = (endpoints: readonly TroubledWebhook[]): readonly Check[] =>
  endpoints.map(({ id, host, state, failing_since: since = "", ...shown }) => {
    const fault = shownFaultText(shown) ?? UNKNOWN;
    const name = `webhook endpoint ${id}`;
    if (state === "paused") {
      return failed(
        name,
        text(
          `${host} failed for five days and is paused: its events are not sent. ${fault.en}`.trim(),
          `${host} 连续失败五天，已暂停，不再发送其事件。${fault.zh}`,
        ),
        text(
          'Correct the receiver, enable the endpoint (PATCH it with {"state": "enabled"}), then send what it missed: dingdan webhooks resend --missing --since T.',
          '请修复接收方，以 {"state": "enabled"} 调用 PATCH 启用端点，再补发缺失的事件：dingdan webhooks resend --missing --since T。',
        ),
      );
    }
    return warning(
      name,
      text(
        `${host} has failed since ${since}: ${fault.en}`,
        `${host} 自 ${since} 起投递失败：${fault.zh}`,
      ),
      text(
        "The events wait and are sent again. GET /admin/v1/webhook-endpoints/ID/deliveries shows what was sent and answered.",
        "事件会等待并重发。GET /admin/v1/webhook-endpoints/ID/deliveries 可查看请求与应答。",
      ),
    );
  });

/** Each limit that was reached is a line. */
function checkLimits(limits: HealthRepresentation["limits"]): readonly Check[] {
  if (limits.length === 0) return [passed("limits", text("none was reached", "未触及任何限制"))];
  return limits.map(({ name, meaning, hits, last_at: lastAt }) =>
    warning(
      `limit ${name}`,
      text(
        `reached ${times(hits)}, last at ${lastAt}: ${meaning}`,
        `触及 ${hits} 次，最近一次为 ${lastAt}：${meaning}`,
      ),
      text(
        "docs/operating.md says what causes each limit and how to change it.",
        "各项限制的原因与调整方法见 docs/operating.zh-CN.md。",
      ),
    ),
  );
}
