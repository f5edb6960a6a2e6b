import { EVENT_TYPES, text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan listen`. */
export const LISTEN_TEXTS = {
  summary: text(
    "Stream events to this machine: print them, or post them to a URL as webhooks",
    "将事件实时引到本机：直接显示，或以 Webhook 转发到某个地址",
  ),
  more: text(
    "Needs no webhook endpoint, and the platform need not reach this machine. With --forward-to each event is posted with the headers and bytes of a real webhook, one after another, and signed with a secret that is printed at the start. An answer other than 2xx is shown and not repeated. While the receiver refuses connections or the platform restarts, it retries every second, for 30 s, and keeps its place. Ends with Ctrl+C and prints where to continue.",
    "无需 Webhook 端点，平台也无需能访问本机。使用 --forward-to 时，逐个以真实 Webhook 的请求头与正文转发，并用启动时显示的密钥签名。非 2xx 的应答会显示，但不重发。接收端拒绝连接或平台重启时，每秒重试一次，最多 30 秒，不丢失位置。按 Ctrl+C 结束，并显示从何处继续。",
  ),
  flag: {
    forwardTo: text(
      "Post each event to this http or https URL",
      "将每个事件转发到该 http 或 https 地址",
    ),
    appid: text("Only events of this app", "仅该应用的事件"),
    events: text("Only events of these types, with commas", "仅这些类型的事件，以逗号分隔"),
    after: text(
      "now, oldest, or the id of the event to continue after",
      "now、oldest，或某个事件的 id（从其后继续）",
    ),
    secret: text(
      "Sign with this secret (whsec_…) instead of a new one",
      "使用该密钥（whsec_…）签名，而不是新生成的密钥",
    ),
  },
  forwarding: (url: string) => text(`Forwarding events to ${url}`, `将事件转发到 ${url}`),
  printing: text("Waiting for events", "等待事件"),
  stop: text("Ctrl+C stops", "按 Ctrl+C 结束"),
  continueWith: (after: string) =>
    text(`to continue later: --after ${after}`, `下次从此处继续：--after ${after}`),
  label: {
    secret: text("secret", "密钥"),
    publicKey: text("public key", "公钥"),
  },
  erased: text("(buyer erased)", "（买家数据已删除）"),
  answer: {
    status: (status: number, ms: number) =>
      text(`HTTP ${status} in ${ms} ms`, `HTTP ${status}，用时 ${ms} 毫秒`),
    late: (seconds: number) => text(`no answer within ${seconds} s`, `${seconds} 秒内无应答`),
  },
  noConnection: (reason: string) =>
    text(`the receiver cannot be reached: ${reason}`, `无法连接接收端：${reason}`),
  receiverIsBack: text("the receiver responds again", "接收端已恢复响应"),
  problem: {
    receiverGone: (url: string, reason: string, after: string): Problem => ({
      message: text(
        `the receiver ${url} cannot be reached: ${reason}`,
        `无法连接接收端 ${url}：${reason}`,
      ),
      hint: text(
        `start it, then continue with --after ${after}; no event is lost`,
        `请启动接收端，再以 --after ${after} 继续，不会丢失事件`,
      ),
    }),
    badTarget: (value: string): Problem => ({
      message: text(`invalid value for --forward-to: ${value}`, `--forward-to 取值无效：${value}`),
      hint: text(
        "use a complete address, such as http://127.0.0.1:3000/events, without a user name",
        "请写作完整地址，例如 http://127.0.0.1:3000/events，不含用户名",
      ),
    }),
    secretWithoutTarget: {
      message: text("--secret requires --forward-to", "--secret 需与 --forward-to 一起使用"),
      hint: text(
        "only events that are forwarded are signed; omit it, or add --forward-to",
        "仅转发的事件会被签名；请去掉该选项，或加上 --forward-to",
      ),
    } satisfies Problem,
    badSecret: (name: string): Problem => ({
      message: text(`${name} is not a secret of webhooks`, `${name} 不是 Webhook 密钥`),
      hint: text(
        "use whsec_ and the base64 of 24 to 64 bytes, as `dingdan webhooks create` prints it",
        "应为 whsec_ 加 24 至 64 字节的 base64，即 `dingdan webhooks create` 所显示的密钥",
      ),
    }),
    unknownType: (flag: string, value: string): Problem => ({
      message:
        value === ""
          ? text(`an empty name in ${flag}`, `${flag} 中有空的名称`)
          : text(`unknown event in ${flag}: ${value}`, `${flag} 中有未知的事件：${value}`),
      hint: text(`use one of ${EVENT_TYPES.join(", ")}`, `可用的事件：${EVENT_TYPES.join("、")}`),
    }),
  },
} as const;
