import { text, type WebhookState, type WebhookStopReason } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan webhooks`. */
export const WEBHOOK_TEXTS = {
  group: text("Webhook endpoints and their deliveries", "Webhook 端点及其投递记录"),
  createMore: text(
    "The endpoint gets what happens from now on. The secret is printed once: give it to the receiver, which verifies each request with it.",
    "该端点接收此后发生的事件。密钥仅显示一次，请交给接收端用于验证每个请求。",
  ),
  change: text("Change the URL or the events of an endpoint", "修改端点的地址或事件"),
  enable: text("Enable an endpoint", "启用端点"),
  disable: text("Disable an endpoint: it gets no events", "停用端点，不再接收事件"),
  changeMore: text("What is not given stays as it is.", "未指定的部分保持不变。"),
  enableMore: text(
    "Enables an endpoint that is disabled or paused. What waits for it is sent at once; what happened while it was not enabled comes only with `dingdan webhooks resend --missing`.",
    "启用已停用或已暂停的端点。等待中的事件立即发送；未启用期间发生的事件需用 `dingdan webhooks resend --missing` 补发。",
  ),
  rotateMore: text(
    "Requests carry both signatures until the old secret ends, so that the receiver can change in between.",
    "旧密钥失效前，请求同时带有两个签名，接收端可在此期间更换。",
  ),
  testMore: text(
    "The event has the type webhook.test. The exit code is 1 unless the receiver acknowledges it.",
    "事件类型为 webhook.test。接收端未确认时退出码为 1。",
  ),
  deliveriesMore: text(
    "Newest first. With EVENT_ID it shows that delivery with all attempts that are kept: what was sent and what was answered.",
    "按时间倒序。指定 EVENT_ID 时显示该投递及所保留的每次尝试：发送的内容与应答。",
  ),
  resend: text("Send events again, with the same ids and bytes", "以相同的 id 与内容重新发送事件"),
  resendMore: text(
    "With --since: of each enabled endpoint, or of --endpoint alone, the events that failed since then or, with --missing, all that were not acknowledged, also those of a time when it was disabled or paused. With --endpoint and --event: one event. The exit code is 1 if a paused endpoint was left out.",
    "使用 --since：重发各个启用的端点（或仅 --endpoint）自该时间以来失败的事件；加上 --missing 则重发全部未确认的事件，含停用或暂停期间的事件。使用 --endpoint 与 --event：重发一个事件。有已暂停的端点被略过时退出码为 1。",
  ),
  flag: {
    id: text(
      "The id of the endpoint, as `dingdan webhooks list` shows it",
      "端点 id，见 `dingdan webhooks list`",
    ),
    eventId: text("The id of an event", "事件 id"),
    url: text("The receiver's http or https URL", "接收端的 http 或 https 地址"),
    newUrl: text("The new URL of the receiver", "接收端的新地址"),
    events: text("Types of events, with commas, or * for all", "事件类型，以逗号分隔；* 表示全部"),
    appid: text("Only events of this app", "仅该应用的事件"),
    ofApp: text("Only endpoints of this app", "仅该应用的端点"),
    kind: text(
      "standard: Standard Webhooks; ucp: orders of the Universal Commerce Protocol",
      "standard：Standard Webhooks；ucp：Universal Commerce Protocol 订单",
    ),
    state: text("Only endpoints in this state", "仅该状态的端点"),
    deliveryState: text("Only deliveries in this state", "仅该状态的投递"),
    limit: text("Number of deliveries to show", "显示的投递数量"),
    endPrevious: text(
      "End the secret of an earlier rotation now, if it still signs",
      "若此前更换后的旧密钥仍在签名，立即停用",
    ),
    overlapHours: text("How long the old secret still signs", "旧密钥继续签名的小时数"),
    since: text(
      "Events since this time (RFC 3339), or since this long ago: 90m, 36h, 2d",
      "该时间以来的事件（RFC 3339），或距今多久：90m、36h、2d",
    ),
    missing: text(
      "All that were not acknowledged, not only those that failed",
      "全部未确认的事件，而不仅是失败的事件",
    ),
    endpoint: text("Only this endpoint", "仅该端点"),
    event: text("Only this event", "仅该事件"),
  },
  label: {
    id: text("id", "id"),
    url: text("URL", "地址"),
    kind: text("kind", "类型"),
    app: text("app", "应用"),
    events: text("events", "事件"),
    state: text("state", "状态"),
    stateSince: text("since", "自"),
    why: text("because", "原因"),
    failingSince: text("failing since", "自此开始失败"),
    waiting: text("waiting", "等待"),
    delivered: text("delivered", "已投递"),
    failed: text("failed", "失败"),
    lastAttempt: text("last attempt", "最近一次尝试"),
    secret: text("secret", "密钥"),
    publicKey: text("public key", "公钥"),
    previousUntil: text("old secret until", "旧密钥有效至"),
    event: text("event", "事件"),
    type: text("type", "类型"),
    at: text("time", "时间"),
    order: text("order", "订单"),
    attempts: text("attempts", "尝试次数"),
    next: text("next attempt", "下次尝试"),
    answer: text("answer", "应答"),
    body: text("body", "正文"),
    request: text("request", "请求"),
    answerBody: text("answer body", "应答正文"),
  },
  allApps: text("all", "全部"),
  states: {
    enabled: text("enabled", "已启用"),
    disabled: text("disabled", "已停用"),
    paused: text("paused", "已暂停"),
  } satisfies Record<WebhookState, unknown>,
  reasons: {
    operator: text("someone disabled it", "人工停用"),
    gone: text("it answered 410", "接收端应答 410"),
    receiver_asked: text(
      "it answered webhook-delivery: disable",
      "接收端应答 webhook-delivery: disable",
    ),
    failing: text(
      "five days of failures; when the receiver works again: `dingdan webhooks enable ID`, then `dingdan webhooks resend --missing`",
      "连续五天失败；接收端恢复后请运行 `dingdan webhooks enable ID`，再运行 `dingdan webhooks resend --missing`",
    ),
  } satisfies Record<WebhookStopReason, unknown>,
  deliveryStates: {
    waiting: text("waiting", "等待"),
    delivered: text("delivered", "已投递"),
    failed: text("failed", "失败"),
  },
  once: text("Store the secret now: it is not shown again.", "请立即保存密钥，之后不再显示。"),
  done: {
    created: text("endpoint created", "端点已创建"),
    changed: text("endpoint changed", "端点已修改"),
    enabled: text("endpoint enabled", "端点已启用"),
    disabled: text("endpoint disabled", "端点已停用"),
    deleted: (url: string) =>
      text(`endpoint deleted; nothing more is sent to ${url}`, `端点已删除，不再向 ${url} 发送`),
    rotated: text("secret rotated", "密钥已更换"),
    queued: text("the event is sent again", "事件将重新发送"),
  },
  answered: (status: number, ms: number) =>
    text(`HTTP ${status} in ${ms} ms`, `HTTP ${status}，用时 ${ms} 毫秒`),
  acknowledged: (answer: string) => text(`acknowledged: ${answer}`, `已确认：${answer}`),
  notAcknowledged: (answer: string) => text(`not acknowledged: ${answer}`, `未确认：${answer}`),
  attempt: (number: number, at: string) =>
    text(`attempt ${number}, ${at}`, `第 ${number} 次，${at}`),
  none: text("no endpoints", "没有端点"),
  noneHint: text(
    "Create one with `dingdan webhooks create URL`.",
    "请用 `dingdan webhooks create URL` 创建。",
  ),
  noDeliveries: text("no deliveries", "没有投递记录"),
  resent: (count: number, url: string) =>
    text(
      `${count === 1 ? "1 event is" : `${count} events are`} sent again to ${url}`,
      `向 ${url} 重新发送 ${count} 个事件`,
    ),
  leftOut: (state: string, url: string, id: string) =>
    text(
      `${url} is ${state} and was left out; to send to it: dingdan webhooks enable ${id}`,
      `${url} ${state}，已略过；如需发送：dingdan webhooks enable ${id}`,
    ),
  problem: {
    badSince: (value: string): Problem => ({
      message: text(`invalid value for --since: ${value}`, `--since 取值无效：${value}`),
      hint: text(
        "use RFC 3339 with an offset, such as 2022-05-20T13:29:35+08:00, or a duration: 90m, 36h, 2d",
        "请写作带时区偏移的 RFC 3339 时间，例如 2022-05-20T13:29:35+08:00，或时长：90m、36h、2d",
      ),
    }),
    sinceOrEvent: {
      message: text(
        "missing: --since, or --endpoint and --event",
        "缺少：--since，或 --endpoint 与 --event",
      ),
      hint: text(
        "use --missing --since 2d for what was not acknowledged in two days",
        "例如 --missing --since 2d 重发两天内未确认的事件",
      ),
    } satisfies Problem,
    eventAlone: {
      message: text(
        "--event requires --endpoint, and neither --since nor --missing",
        "--event 需与 --endpoint 一起使用，且不能与 --since 或 --missing 同用",
      ),
      hint: text(
        "one event is sent again to one endpoint, whatever its state",
        "单个事件重发给一个端点，不论其投递状态",
      ),
    } satisfies Problem,
    nothingToChange: {
      message: text("missing: --new-url or --events", "缺少：--new-url 或 --events"),
      hint: text("give at least one of them", "请至少指定一项"),
    } satisfies Problem,
  },
} as const;
