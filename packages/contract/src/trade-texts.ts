import type {
  TradeEventName,
  TradeMoney,
  TradeOrderRepresentation,
  TradeTimerName,
  UnmanagedReasonName,
} from "./http-api/trade-orders.js";
import type { TradeStateName } from "./states.js";
import { type Text, text } from "./text.js";

/* The words of trade orders, the same on pages and in a terminal. */

/** The states of a payment under management; the Chinese words are WeChat's. */
export const TRADE_STATE_TEXTS: Readonly<Record<TradeStateName, Text>> = {
  unshipped: text("to ship", "待发货"),
  shipped: text("shipped", "已发货"),
  confirmed: text("receipt confirmed", "确认收货"),
  settled: text("completed", "交易完成"),
  refunded: text("refunded", "已退款"),
  unsettled: text("awaiting settlement", "资金待结算"),
};

export const TRADE_EVENT_TEXTS: Readonly<Record<TradeEventName, Text>> = {
  ingested: text("visible to the interfaces", "接口可查到"),
  parcels: text("parcels uploaded", "上传包裹"),
  shipped: text("shipped", "完成发货"),
  reshipped: text("shipped again", "重新发货"),
  reminded_buyer: text("buyer reminded to confirm", "提醒用户确认收货"),
  reminded_merchant: text("merchant reminded to ship", "提醒商家发货"),
  special: text("declared a special order", "特殊发货报备"),
  complaint_opened: text("complaint opened", "用户发起投诉"),
  complaint_closed: text("complaint closed", "投诉关闭"),
  confirmed: text("receipt confirmed", "确认收货"),
  settled: text("money released", "资金结算"),
  refunded: text("refunded", "已退款"),
};

export const TRADE_MONEY_TEXTS: Readonly<Record<TradeMoney, Text>> = {
  frozen: text("frozen", "冻结中"),
  released: text("released", "已结算"),
  returned: text("returned to the buyer", "已退回用户"),
  unmanaged: text("never frozen", "未冻结"),
};

export const TRADE_TIMER_TEXTS: Readonly<Record<TradeTimerName, Text>> = {
  visible: text("the interfaces find it", "接口可查到"),
  remind_merchant: text("the merchant is reminded to ship", "提醒商家发货"),
  confirm: text("the receipt is confirmed automatically", "自动确认收货"),
  settle: text("the money is released", "资金结算"),
};

/** Why a payment is not under management. */
export const UNMANAGED_REASON_TEXTS: Readonly<Record<UnmanagedReasonName, Text>> = {
  not_admitted: text("WeChat has not admitted the app", "应用未开放发货管理"),
  not_managed: text("the app was not under management", "支付时应用未纳入发货管理"),
  before_authorization: text(
    "paid before the merchant number was authorised",
    "支付早于商户号授权",
  ),
  devtools_payment: text("paid by a scan in the developer tool", "在开发者工具中扫码支付"),
  not_mini_program: text("not paid in the mini program", "不是在小程序内支付"),
  foreign_currency: text("paid in a foreign currency", "以外币支付"),
};

type PushOutcome = NonNullable<TradeOrderRepresentation["timeline"][number]["push_outcome"]>;

/** What became of a push: `failed 3 times, is tried again: the message URL answered HTTP 503`. */
export function pushText({ state, attempts, fault = "" }: PushOutcome): Text {
  switch (state) {
    case "waiting":
      return text("waiting to be sent", "等待推送");
    case "delivered":
      return attempts === 1
        ? text("delivered", "已送达")
        : text(`delivered by attempt ${attempts}`, `第 ${attempts} 次推送送达`);
    case "failing":
      return text(
        `failed ${attempts === 1 ? "once" : `${attempts} times`}, is tried again: ${fault}`,
        `已失败 ${attempts} 次，重试中：${fault}`,
      );
    case "dropped":
      return text(
        `given up after ${attempts === 1 ? "one attempt" : `${attempts} attempts`}: ${fault}`,
        `失败 ${attempts} 次后已放弃：${fault}`,
      );
    case "not_sent":
      return text(
        "not sent: no message URL was set, or an earlier push failed for a day",
        "未推送：未设置消息推送地址，或此前的推送失败满一天",
      );
  }
}
