import { text } from "@dingdan/contract";

/** The texts of `dingdan demo shipping`. */
export const SHIPPING_DEMO_TEXTS = {
  title: text(
    "From a paid order to the released money, in a separate sandbox",
    "从支付到资金结算，在独立的沙箱中演示",
  ),
  happened: text("What happened", "经过"),
  merchantName: text("Tea House", "茶舍"),
  goods: {
    first: text("Dragon Well tea, gift box*1", "龙井茶礼盒*1"),
    second: text("White porcelain cup*2", "白瓷杯*2"),
  },
  chapter: {
    shipped: text("An order is paid and shipped", "一笔订单支付并发货"),
    forgotten: text("Another order is forgotten", "另一笔订单忘记发货"),
    received: text("No buyer confirms the receipt", "用户一直未确认收货"),
  },
  step: {
    registerApp: text("Register the merchant's app", "注册商户应用"),
    token: text("Get an access token", "获取接口调用凭据"),
    payFirst: text(
      "WeChat Pay reports a payment: its money is frozen",
      "微信支付通知支付，资金冻结",
    ),
    paySecond: text("And a second one", "第二笔支付"),
    tooEarly: text(
      "Upload at once: WeChat does not know the payment yet",
      "立即上传：微信尚查不到该支付单",
    ),
    tenSeconds: text("Ten seconds pass", "十秒过去"),
    upload: text("Upload the shipping information", "上传发货信息"),
    shipped: text("The order is shipped (state 2)", "订单已发货（状态 2）"),
    again: text(
      "The same again with a later time: refused, and costs nothing",
      "仅更新时间再次上传：被拒绝，不消耗重新发货机会",
    ),
    twoDays: text("48 hours pass", "48 小时过去"),
    reminded: text("The merchant was reminded of the second order", "第二笔订单已提醒商家发货"),
    tokenAgain: text("The token has expired: get a new one", "凭据已过期，重新获取"),
    uploadSecond: text("Upload the second order", "上传第二笔订单"),
    oneDay: text("The carrier delivers within a day", "一天之内送达"),
    remindBuyer: text("Remind the buyer to confirm the receipt", "提醒用户确认收货"),
    tenDays: text("Ten days pass", "十天过去"),
    settled: text(
      "The receipt was confirmed automatically, the money is released (state 4)",
      "已自动确认收货并结算（状态 4）",
    ),
    tooLate: text("A change is too late now", "此时已不能再更改"),
    timeline: text("The operator's view of the first order", "运营者所见：第一笔订单"),
    timelineSecond: text("And of the second one", "第二笔订单"),
  },
} as const;
