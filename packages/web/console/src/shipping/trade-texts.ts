import type {
  TradeEventName,
  TradeMoney,
  TradeStateName,
  TradeTimerName,
  UnmanagedReasonName,
} from "@dingdan/contract";
import { type Text, text } from "@dingdan/contract";

export const STATE_COLOURS: Readonly<Record<TradeStateName, string>> = {
  unshipped: "gold",
  shipped: "blue",
  confirmed: "cyan",
  settled: "green",
  refunded: "default",
  unsettled: "orange",
};

export const MONEY_TEXTS: Readonly<Record<TradeMoney, Text>> = {
  frozen: text("Frozen", "冻结中"),
  released: text("Released", "已放款"),
  returned: text("Returned", "已退回"),
  unmanaged: text("Never frozen", "未冻结"),
};

export const COMPLAINT_TEXT = text("In complaint", "投诉中");
export const UNMANAGED_TEXT = text("Not under management", "未纳入管理");

/** Why a payment is not under management, and what to do for the next one. */
export const REASON_TEXTS: Readonly<
  Record<UnmanagedReasonName, { readonly why: Text; readonly next: Text }>
> = {
  not_admitted: {
    why: text(
      "WeChat had not admitted the app when this was paid.",
      "支付时微信尚未为该应用开放。",
    ),
    next: text(
      "Every call of the app is refused with 48001. Switch “Admitted” on in the app's settings, then pay again.",
      "该应用的所有调用均返回 48001。请在应用设置中开启“已开放”，再重新支付。",
    ),
  },
  not_managed: {
    why: text(
      "The app was not under management when this was paid.",
      "支付时该应用未启用发货信息管理。",
    ),
    next: text(
      "Switch “Under management” on in the app's settings; only later payments are managed.",
      "请在应用设置中开启“已启用”；仅对之后的支付生效。",
    ),
  },
  before_authorization: {
    why: text(
      "It was paid before the merchant number was authorised.",
      "支付时间早于商户号授权时间。",
    ),
    next: text(
      "Such a payment needs no shipping information: its money was never frozen.",
      "此类支付无需发货：资金从未冻结。",
    ),
  },
  devtools_payment: {
    why: text("It was paid by a scan in the developer tool.", "在开发者工具中扫码支付。"),
    next: text("Pay on a real phone to test shipping.", "请在真机上支付后再测试发货。"),
  },
  not_mini_program: {
    why: text("It was not paid in the mini program itself.", "不是在小程序内完成的支付。"),
    next: text(
      "Payments in an official account, H5, by an aggregator or UnionPay are not managed.",
      "公众号、H5、聚合支付或云闪付的支付不纳入管理。",
    ),
  },
  foreign_currency: {
    why: text("It was not paid in CNY.", "不是人民币支付。"),
    next: text("Only CNY payments are managed.", "仅人民币支付纳入管理。"),
  },
};

export const TRADE_EVENT_TEXTS: Readonly<Record<TradeEventName, Text>> = {
  ingested: text("Payment recorded", "收到支付单"),
  parcels: text("Parcels added", "新增包裹"),
  shipped: text("All goods shipped", "完成发货"),
  reshipped: text("Shipped again", "重新发货"),
  reminded_buyer: text("Buyer reminded to confirm", "已提醒用户收货"),
  reminded_merchant: text("Merchant reminded to ship", "已提醒商家发货"),
  special: text("Declared as a special order", "报备特殊订单"),
  complaint_opened: text("Complaint opened", "用户发起投诉"),
  complaint_closed: text("Complaint closed", "投诉关闭"),
  confirmed: text("Receipt confirmed", "确认收货"),
  settled: text("Money released to the merchant", "资金结算给商家"),
  refunded: text("Fully refunded", "全额退款"),
};

const TIMER_TEXTS: Readonly<Record<TradeTimerName, (left: string) => Text>> = {
  visible: (left) => text(`Calls find it in ${left}`, `${left}后接口可查`),
  remind_merchant: (left) => text(`Reminder to ship in ${left}`, `${left}后提醒发货`),
  confirm: (left) => text(`Auto-confirms in ${left}`, `${left}后自动确认收货`),
  settle: (left) => text(`Released in ${left}`, `${left}后结算`),
};

const DUE_TEXTS: Readonly<Record<TradeTimerName, Text>> = {
  visible: text("Calls find it now", "接口现已可查"),
  remind_merchant: text("Reminder to ship is due", "即将提醒发货"),
  confirm: text("Auto-confirmation is due", "即将自动确认收货"),
  settle: text("Release is due", "即将结算"),
};

/** When a timer ends. @param left the time until then; null if it has ended */
export const timerText = (timer: TradeTimerName, left: string | null): Text =>
  left === null ? DUE_TEXTS[timer] : TIMER_TEXTS[timer](left);

export const LOGISTICS_TEXTS: Readonly<Record<1 | 2 | 3 | 4, Text>> = {
  1: text("Courier", "物流快递"),
  2: text("Same-city delivery", "同城配送"),
  3: text("Virtual goods", "虚拟商品"),
  4: text("Self pick-up", "用户自提"),
};

export const DELIVERY_TEXTS: Readonly<Record<1 | 2, Text>> = {
  1: text("Sent at once", "统一发货"),
  2: text("Sent in parts", "分拆发货"),
};
