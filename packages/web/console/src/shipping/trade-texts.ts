import {
  capitalized,
  type Text,
  TRADE_EVENT_TEXTS,
  TRADE_MONEY_TEXTS,
  TRADE_STATE_TEXTS,
  type TradeStateName,
  type TradeTimerName,
  text,
  UNMANAGED_REASON_TEXTS,
  type UnmanagedReasonName,
} from "@dingdan/contract";

export const STATE_COLOURS: Readonly<Record<TradeStateName, string>> = {
  unshipped: "gold",
  shipped: "blue",
  confirmed: "cyan",
  settled: "green",
  refunded: "default",
  unsettled: "orange",
};

const allCapitalized = <Name extends string>(
  texts: Readonly<Record<Name, Text>>,
): Readonly<Record<Name, Text>> =>
  Object.fromEntries(
    Object.entries<Text>(texts).map(([name, words]) => [name, capitalized(words)]),
  ) as Record<Name, Text>;

export const STATE_TEXTS = allCapitalized(TRADE_STATE_TEXTS);
export const MONEY_TEXTS = allCapitalized(TRADE_MONEY_TEXTS);
export const EVENT_TEXTS = allCapitalized(TRADE_EVENT_TEXTS);
export const REASON_TEXTS = allCapitalized(UNMANAGED_REASON_TEXTS);

export const COMPLAINT_TEXT = text("In complaint", "投诉中");
export const UNMANAGED_TEXT = text("Not under management", "未纳入管理");

/** What to do about a payment that is not under management. */
export const REASON_NEXT: Readonly<Record<UnmanagedReasonName, Text>> = {
  not_admitted: text(
    "Every call of the app is refused with 48001. Switch “Admitted by WeChat” on in the app's settings, then pay again.",
    "该应用的所有调用均返回 48001。请在应用设置中开启“微信已开放”，再重新支付。",
  ),
  not_managed: text(
    "Switch “Under management” on in the app's settings; only later payments are managed.",
    "请在应用设置中开启“已启用发货管理”；仅对之后的支付生效。",
  ),
  before_authorization: text(
    "It needs no shipping information: its money was never frozen.",
    "此类支付无需上传发货信息：资金从未冻结。",
  ),
  devtools_payment: text("Pay on a real phone to test shipping.", "请在真机上支付后再测试发货。"),
  not_mini_program: text(
    "Payments in an official account, in H5, by an aggregator or UnionPay are not managed.",
    "公众号、H5、聚合支付或云闪付的支付不纳入管理。",
  ),
  foreign_currency: text("Only CNY payments are managed.", "仅人民币支付纳入管理。"),
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
