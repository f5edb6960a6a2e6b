import { type Text, text } from "@dingdan/contract";
import type { Problem } from "../errors.js";

/** The texts of `dingdan shipping`. */
export const SHIPPING_TEXTS = {
  group: text("Payments under shipping information management", "发货信息管理的支付单"),
  listMore: text(
    "Newest first, also payments that are not under management, with the reason. --search takes a complete transaction_id, out_trade_no or openid.",
    "按支付时间倒序，含未纳入管理的支付单及其原因。--search 为完整的 transaction_id、out_trade_no 或 openid。",
  ),
  showMore: text(
    "Shows the state, the money, the parcels, the timers that run and what happened so far.",
    "显示状态、资金、包裹、正在计时的期限与已发生的事件。",
  ),
  confirmMore: text(
    "Does what the buyer does in WeChat's component, and prints what that returns to the mini program. The exit code is 1 unless it returns success. Without --openid the payer confirms.",
    "等同用户在微信组件中的操作，并显示组件返回给小程序的结果。未返回 success 时退出码为 1。不传 --openid 时以支付者的身份确认。",
  ),
  complaintMore: text(
    "An open complaint stops the timer of the receipt and the settlement.",
    "投诉期间，收货期限与结算均暂停。",
  ),
  settings: {
    summary: text(
      "Show or change an app's settings of shipping information management",
      "查看或修改应用的发货信息管理设置",
    ),
    more: text(
      "Without a flag it shows the settings. They decide about payments that are recorded later; one that is recorded stays as it is.",
      "不带选项时显示当前设置。设置仅对之后记录的支付生效，已记录的支付不变。",
    ),
    flag: {
      admitted: text(
        "WeChat has admitted the app; off: every call returns 48001",
        "微信已准入该应用；off：所有调用返回 48001",
      ),
      managed: text(
        "New payments are under management; off: calls return 10060001 for them",
        "新支付纳入管理；off：接口对其返回 10060001",
      ),
      completed: text(
        "Every linked merchant number is authorised or unlinked",
        "关联的商户号均已授权或解绑",
      ),
      ingestion: text(
        "Seconds from a payment until the interfaces find it",
        "支付后多少秒接口可查到",
      ),
      settle: text(
        "Seconds from the confirmed receipt to the release of the money",
        "确认收货后多少秒结算",
      ),
      authorizedAt: text(
        "When the merchant numbers were authorised, as 2026-11-20T10:00:00+08:00; earlier payments are not managed",
        "商户号的授权时间，如 2026-11-20T10:00:00+08:00；更早的支付不纳入管理",
      ),
      signed: text(
        "The agreement of the order centre is signed; off: update_order_detail_path returns 10060034",
        "已签署订单中心协议；off：update_order_detail_path 返回 10060034",
      ),
      receipt: text(
        "The app's buyers confirm the receipt on their page here; a sandbox always allows it",
        "应用的买家可在本平台的页面确认收货；沙箱始终允许",
      ),
      strict: text(
        "An upload with a member that the documents do not have returns 47001",
        "上传中含有文档没有的字段返回 47001",
      ),
      sets: text(
        "Permission set 142 also opens get_order_list and set_msg_jump_path, as in 2023",
        "权限集 142 也允许调用 get_order_list 与 set_msg_jump_path，与 2023 年一致",
      ),
      controlled: text(
        "The app must join; switching it on pushes wxa_trade_controlled",
        "应用须接入；开启时推送 wxa_trade_controlled",
      ),
    },
    label: {
      admitted: text("admitted by WeChat", "微信已准入"),
      managed: text("under management", "纳入发货管理"),
      completed: text("merchant numbers authorised", "商户号均已授权"),
      ingestion: text("found after", "支付后可查"),
      settle: text("settled after", "确认收货后结算"),
      authorizedAt: text("authorised at", "授权时间"),
      signed: text("order centre agreement", "订单中心协议"),
      receipt: text("buyers confirm here", "买家可在此确认收货"),
      strict: text("strict uploads", "严格上传"),
      sets: text("permission sets of 2023", "2023 年的权限集"),
      controlled: text("must join", "须接入"),
    },
    on: text("on", "开"),
    off: text("off", "关"),
    seconds: (count: number) => text(`${count} s`, `${count} 秒`),
    changed: text("settings changed", "设置已修改"),
    none: (appid: string): Problem => ({
      message: text(
        `${appid} has no settings of shipping information management`,
        `${appid} 没有发货信息管理设置`,
      ),
      hint: text("use the appid of a mini program", "请使用小程序的 appid"),
    }),
  },
  flag: {
    transactionId: text("WeChat Pay's transaction_id", "微信支付的 transaction_id"),
    state: text("Only payments in this state", "仅该状态的支付单"),
    appid: text("Only payments of this app", "仅该应用的支付单"),
    search: text(
      "A complete transaction_id, out_trade_no or openid",
      "完整的 transaction_id、out_trade_no 或 openid",
    ),
    limit: text("Number of recent payments to show", "最新支付单的数量"),
    openid: text("The buyer who confirms; the payer if omitted", "确认收货的用户，不传则为支付者"),
    complaint: text("open or close", "open 或 close"),
  },
  label: {
    transactionId: text("transaction_id", "transaction_id"),
    outTradeNo: text("out_trade_no", "out_trade_no"),
    openid: text("openid", "openid"),
    mchid: text("merchant number", "商户号"),
    amount: text("amount", "金额"),
    state: text("state", "状态"),
    money: text("money", "资金"),
    next: text("next", "下一步"),
    unmanaged: text("not under management", "未纳入管理"),
    complaint: text("complaint", "投诉"),
    open: text("open", "处理中"),
    paidAt: text("paid", "支付于"),
    uploadTime: text("upload_time", "upload_time"),
    reshipment: text("re-shipment", "重新发货"),
    parcel: text("parcel", "包裹"),
    event: text("event", "事件"),
    push: text("push", "推送"),
    detail: text("detail", "说明"),
  },
  spent: text("spent", "已使用"),
  notSpent: text("possible once", "可用一次"),
  none: text("no payments", "没有支付单"),
  noneHint: text("Record one with `dingdan pay FILE`.", "请用 `dingdan pay FILE` 记录一笔支付。"),
  due: (what: Text, at: string) => text(`${what.en}: ${at}`, `${what.zh}：${at}`),
  confirmed: text("the buyer confirmed the receipt", "用户已确认收货"),
  cancelled: text(
    "the component returned cancel: the payment is not shipped, or the receipt was confirmed before",
    "组件返回 cancel：该支付单尚未发货，或此前已确认收货",
  ),
  failed: (errormsg: string) =>
    text(
      `the component returned fail (${errormsg}): the payment is not under management, or has another payer`,
      `组件返回 fail（${errormsg}）：该支付单未纳入管理，或支付者不是该用户`,
    ),
  complaintOpened: text("the complaint is open: the timers are stopped", "投诉已发起，期限暂停"),
  complaintClosed: text("the complaint is closed: the timers run on", "投诉已关闭，期限继续"),
} as const;
