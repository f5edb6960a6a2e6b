import { text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan ucp`. */
export const UCP_TEXTS = {
  group: text(
    "Orders of the Universal Commerce Protocol: keys and platforms",
    "Universal Commerce Protocol 订单：密钥与平台",
  ),
  keys: text("The keys that sign orders", "订单签名密钥"),
  rotateMore: text(
    "Needs an owner's key. The new key is published at once and signs ten minutes later; the old one stays published for the overlap. `--overlap-hours 0` withdraws it at once, for a key that is no longer secret.",
    "需要 owner 的管理密钥。新密钥立即公布，十分钟后开始签名；旧密钥在重叠期内继续公布。`--overlap-hours 0` 立即撤下旧密钥，用于密钥已泄露时。",
  ),
  platforms: text("The platforms that are sent orders", "接收订单的平台"),
  list: text("List the platforms, oldest first", "平台列表，从旧到新"),
  show: text(
    "Show a platform: its deliveries, its public keys, and the version of its orders",
    "显示平台：投递情况、公钥与订单版本",
  ),
  add: text("Add a platform: it is sent orders from now on", "新增平台，从现在起向其发送订单"),
  addMore: text(
    "A platform is a webhook endpoint of the kind ucp: `dingdan webhooks` shows its deliveries, sends orders again and rotates its secret. The secret is printed once; with it, or with a request signed by one of its keys, the platform reads orders.",
    "平台即 ucp 类型的 Webhook 端点：用 `dingdan webhooks` 可查看投递记录、重新发送订单与更换密钥。密钥仅显示一次；平台以此密钥，或以自己的私钥签名请求，即可读取订单。",
  ),
  set: text(
    "Set the public keys of a platform, or the version of its orders",
    "设置平台的公钥或订单版本",
  ),
  setMore: text(
    "The keys replace those that were set before. What is not given stays as it is.",
    "新公钥会替换此前设置的全部公钥。未指定的部分保持不变。",
  ),
  remove: text(
    "Remove a platform with its deliveries: it is sent nothing more and reads no orders",
    "删除平台及其投递记录，不再向其发送订单，其也不能再读取订单",
  ),
  order: text(
    "Show a paid order as the Universal Commerce Protocol shows it",
    "以 Universal Commerce Protocol 的格式显示已支付的订单",
  ),
  orderMore: text(
    "With --json it prints the order as a platform gets it.",
    "加 --json 时输出平台收到的订单原文。",
  ),
  flag: {
    id: text(
      "The id of the platform, as `dingdan ucp platforms list` shows it",
      "平台 id，见 `dingdan ucp platforms list`",
    ),
    url: text("The http or https URL that orders are sent to", "接收订单的 http 或 https 地址"),
    appid: text("Only orders of this app", "仅该应用的订单"),
    ofApp: text("Only platforms of this app", "仅该应用的平台"),
    events: text(
      "Types of events after which the order is sent, with commas, or * for all",
      "在哪些事件之后发送订单，以逗号分隔；* 表示全部",
    ),
    publicKeys: text(
      "File with the platform's public keys, as a JWK or a JWK set; - reads standard input",
      "平台公钥文件（JWK 或 JWK Set）；- 表示标准输入",
    ),
    version: text("The version of the orders", "订单版本"),
    overlapHours: text("How long the old key stays published, in hours", "旧密钥继续公布的小时数"),
    orderId: text(
      "The id of an order, as GET /admin/v1/orders lists it",
      "订单 id，见 GET /admin/v1/orders",
    ),
  },
  label: {
    kid: text("kid", "kid"),
    state: text("state", "状态"),
    signsFrom: text("signs from", "开始签名"),
    publishedUntil: text("published until", "公布至"),
    publicKeys: text("its public keys", "平台公钥"),
    version: text("version", "版本"),
    id: text("id", "id"),
    orders: text("merchant orders", "商户订单"),
    checkout: text("checkout", "结账单"),
    total: text("total", "合计"),
    page: text("page", "页面"),
    items: text("items", "商品"),
    shipments: text("shipments", "发货记录"),
    refunds: text("refunds", "退款"),
  },
  states: {
    next: text("published, signs soon", "已公布，即将启用"),
    signing: text("signs", "签名中"),
    previous: text("published, signs no more", "仅公布，不再签名"),
  },
  withoutKeys: text("none: it reads orders with its secret", "无：以密钥读取订单"),
  none: text("no platforms", "没有平台"),
  noneHint: text(
    "Add one with `dingdan ucp platforms add URL`.",
    "请用 `dingdan ucp platforms add URL` 新增。",
  ),
  done: {
    rotated: text("new key made", "新密钥已生成"),
    added: text("platform added", "平台已新增"),
    set: text("platform changed", "平台已修改"),
    removed: (url: string) =>
      text(`platform removed; no orders are sent to ${url}`, `平台已删除，不再向 ${url} 发送订单`),
  },
  problem: {
    privateKey: (file: string): Problem => ({
      message: text(`${file} has a private key (d)`, `${file} 含有私钥（d）`),
      hint: text(
        "give the public key alone: the JWK without the member d. A private key stays with its platform",
        "请仅提供公钥，即不含成员 d 的 JWK；私钥只应由平台自己保管",
      ),
    }),
    nothingToSet: {
      message: text(
        "missing: --public-keys or --order-version",
        "缺少：--public-keys 或 --order-version",
      ),
      hint: text("give at least one of them", "请至少指定一项"),
    } satisfies Problem,
    otherKind: (id: string, kind: string): Problem => ({
      message: text(
        `${id} is no platform: it is a webhook endpoint of the kind ${kind}`,
        `${id} 不是平台，而是 ${kind} 类型的 Webhook 端点`,
      ),
      hint: text(
        "`dingdan ucp platforms list` shows the platforms; `dingdan webhooks show` and `delete` are for other endpoints",
        "`dingdan ucp platforms list` 可列出平台；其他端点请用 `dingdan webhooks show` 与 `delete`",
      ),
    }),
  },
} as const;
