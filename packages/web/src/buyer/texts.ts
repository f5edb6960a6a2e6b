import { type Language, text, WITHOUT_NUMBER } from "@dingdan/contract";

/** All texts of the buyer pages. */
const TEXTS = {
  orders: text("My orders", "我的订单"),
  order: text("Order", "订单详情"),
  bill: text("Payment voucher", "支付凭证"),
  otherLanguage: text("中文", "English"),
  signOut: text("Sign out", "退出登录"),
  preview: text(
    "Preview: this is what the buyer will see once the app is approved.",
    "预览：应用通过审核后，买家将看到以下内容。",
  ),
  endPreview: text("End preview", "结束预览"),

  search: text("Search", "搜索"),
  searchHint: text("Item name or any number", "商品名称或任意单号"),
  clear: text("Clear", "清除"),
  states: text("State", "订单状态"),
  all: text("All", "全部"),

  noOrders: text("No orders yet", "暂无订单"),
  noOrdersHint: text(
    "An order appears here after you have paid it. If one is missing, ask its merchant.",
    "支付成功后，订单会显示在这里。如有缺失，请联系商家。",
  ),
  noneInState: text("No orders in this state", "暂无此状态的订单"),
  noneFound: text("Nothing found", "没有找到相关订单"),
  noneFoundHint: text(
    "Try a shorter part of the name or number.",
    "请尝试更短的商品名称或单号片段。",
  ),
  showAll: text("Show all orders", "查看全部订单"),
  more: text("More orders", "查看更多"),
  loading: text("Loading", "正在加载"),
  failed: text("Loading failed. Try again", "加载失败，点击重试"),

  payment: text("Payment", "支付信息"),
  total: text("Order total", "订单总额"),
  coupon: text("Coupon", "优惠券"),
  paid: text("Paid", "实付"),
  paidUnknown: text("WeChat Pay did not report what you paid", "微信支付未报告您的实付金额"),
  totalOnly: text(
    "Order total; WeChat Pay did not report what you paid",
    "订单总额；微信支付未报告您的实付金额",
  ),
  paidAt: text("Paid at", "支付时间"),
  merchant: text("Merchant", "商家"),
  transaction: text("Transaction ID", "交易单号"),
  tradeNo: text("Merchant payment ID", "商户单号"),
  orderNo: text("Order number", "订单号"),
  goods: text("Items", "商品"),
  chinaTime: text("Times are in China Standard Time (UTC+8).", "时间均为北京时间。"),
  copy: text("Copy", "复制"),
  copied: text("Copied", "已复制"),
  showBill: text("Payment voucher", "查看支付凭证"),
  showOrder: text("Show the order", "查看订单详情"),
  paymentDone: text("Payment completed", "支付成功"),
  parts: text("Parts of this combined payment", "合单支付的子支付"),
  part: text("Part", "子支付"),
  noNumber: WITHOUT_NUMBER,

  items: text("Items", "商品清单"),
  itemPage: text("Item page", "商品页面"),
  afterSales: text("Order page and after-sales", "商家订单页与售后"),
  afterSalesHint: text(
    "The merchant handles returns, exchanges and invoices there.",
    "退换货与发票由商家在该页面办理。",
  ),
  inMiniProgram: text("In WeChat, open the mini program", "请在微信中打开小程序"),
  opensWeChat: text("Opens in WeChat", "将在微信中打开"),
  qrLabel: text("QR code that opens the order in WeChat", "在微信中打开该订单的二维码"),
  scanHint: text(
    "Scan it with your phone's camera: it opens the order in WeChat. If nothing opens, open your orders on the phone and press the button there.",
    "用手机相机扫描，即可在微信中打开该订单。若无法打开，请在手机上打开我的订单并点击其中的按钮。",
  ),
  technical: text("Technical details", "技术信息"),
  appid: text("AppID", "AppID"),
  path: text("Path", "路径"),
  noLink: text("Cannot be opened: the address is unsafe", "地址不安全，无法打开"),

  logistics: text("Logistics", "物流信息"),
  parcel: text("Parcel", "包裹"),
  trackingNo: text("Tracking number", "运单号"),
  inside: text("Inside", "包裹内商品"),
  allItems: text("all items of the order", "该订单全部商品"),
  notShipped: text(
    "The merchant has not shipped yet. The parcel will appear here.",
    "商家尚未发货，发货后此处将显示包裹信息。",
  ),
  partlyShipped: text("Some items are not shipped yet.", "部分商品尚未发货。"),
  neverShipped: text("Refunded before it was shipped.", "发货前已退款。"),
  noShipping: text("This order needs no parcel.", "该订单无需物流。"),
  sentWith: text("Sent with ", "已发出，承运公司："),
  track: text("Track the parcel", "查询物流进度"),

  shipment: text("Delivery and receipt", "发货与收货"),
  shipments: text("Deliveries of mini programs", "小程序发货进度"),
  noShipments: text("No deliveries yet", "暂无发货记录"),
  noShipmentsHint: text(
    "A payment in a mini program appears here some seconds after you have paid it.",
    "在小程序内支付后，稍等片刻即会显示在这里。",
  ),
  missingShipment: text("Payment not found", "没有找到该支付单"),
  missingShipmentHint: text(
    "It may belong to another account. The list shows all of your orders.",
    "它可能属于其他账号。您的订单都在订单列表中。",
  ),
  moreShipments: text("More deliveries", "查看更多"),
  state: text("State", "状态"),
  inComplaint: text("Complaint open", "投诉处理中"),
  moreParcels: text(
    "The merchant sends the goods in several parcels; more will follow.",
    "商家分多个包裹发货，后续包裹尚未发出。",
  ),
  confirmsAt: text("Confirmed automatically", "自动确认收货"),
  shippedAt: text("Shipped at", "发货时间"),
  confirmedAt: text("Receipt confirmed at", "确认收货时间"),
  receiptHint: text(
    "When you confirm, the merchant receives the money. Confirm only after the goods have arrived.",
    "确认收货后，款项将结算给商家。请在收到货物后再确认。",
  ),
  complaintHint: text(
    "While the complaint is open, the receipt is not confirmed automatically.",
    "投诉处理期间不会自动确认收货。",
  ),
  confirm: text("Confirm receipt", "确认收货"),
  confirmNow: text("Yes, I have received everything", "我已收到全部货物，确认收货"),
  orderDetails: text("Order details", "查看订单详情"),
  goodsSent: text("Goods", "商品"),

  refunds: text("Refunds", "退款"),
  refundUnderWay: text(
    "The refund is being processed. The money goes back the way you paid.",
    "退款处理中，款项将按原支付方式退回。",
  ),
  refundPaidBack: text("The money went back the way you paid.", "款项已按原支付方式退回。"),
  refundShareUnknown: text(
    "Of the order total; WeChat Pay did not report what you get back",
    "按订单总额计；微信支付未报告退回您的金额",
  ),
  closed: text("Refund closed", "退款已关闭"),
  abnormal: text(
    "Refund failed; the merchant must complete it by hand",
    "退款异常，须由商家人工处理",
  ),

  timeline: text("Timeline", "订单动态"),
  event_paid: text("You paid", "您已支付"),
  event_ordered: text("The merchant confirmed the order", "商家已确认订单"),
  event_refund_started: text("Refund started", "退款处理中"),
  event_shipping_replaced: text("Logistics updated", "物流信息已更新"),

  linkTitle: text("See my orders", "查看我的订单"),
  linkHint: text(
    "This link opens your orders on this device. It can be used once.",
    "此链接可在本设备上查看您的订单，仅可使用一次。",
  ),
  ended: text("This link has been used or has expired", "链接已使用或已过期"),
  endedHint: text(
    "Open “My orders” again in the merchant's mini program or official account, or from the payment message. Or ask the merchant for a new link.",
    "请在商家小程序、公众号或支付消息中重新打开“我的订单”，或向商家获取新链接。",
  ),
  noSession: text("A link opens your orders", "请通过链接查看订单"),
  noSessionHint: text(
    "Your shop or the operator of this site sends you the link, in its mini program, its official account or the payment message. It shows your orders on this device for 12 hours.",
    "链接由商家或本站运营方发送，可在其小程序、公众号或支付消息中找到。打开后可在本设备上查看订单 12 小时。",
  ),
  sandboxLink: text(
    "This is a sandbox. Make a link in the console, on the page of an order (“Link to the buyer's pages”), or with this command:",
    "当前为沙箱。可在控制台的订单详情页生成链接（“买家页面链接”），或使用以下命令：",
  ),
  sessionEnded: text("Your time here has ended", "登录已过期"),
  sessionEndedHint: text(
    "A link shows your orders for 12 hours. Open “My orders” again in the merchant's mini program or official account, or from the payment message. Or ask the merchant for a new link.",
    "链接打开后可查看订单 12 小时。请在商家小程序、公众号或支付消息中重新打开“我的订单”，或向商家获取新链接。",
  ),
  signedOut: text("You are signed out", "您已退出登录"),
  signedOutHint: text(
    "This device no longer shows your orders. Use a new link to see them again.",
    "本设备不再显示您的订单，使用新链接可再次查看。",
  ),
  missing: text("Order not found", "这里没有您的订单"),
  missingHint: text(
    "It may belong to another account. The list shows all of your orders.",
    "它可能属于其他账号。您的订单都在订单列表中。",
  ),
  badAddress: text("This page cannot be shown", "无法显示该页面"),
  badAddressHint: text(
    "Its address is not one that this site links to.",
    "该地址不是由本站页面给出的。",
  ),
  tooMany: text("Too many failed attempts", "尝试次数过多"),
  tooManyHint: text(
    "Links or sessions that are not valid came from your network too often. Try again in a minute.",
    "您所在的网络多次使用了无效的链接或会话，请一分钟后重试。",
  ),
  fault: text("Something went wrong", "系统开小差了"),
  faultHint: text("Your orders are safe. Try again in a minute.", "您的订单数据安全，请稍后再试。"),
  retry: text("Try again", "重试"),
} as const;

export type TextName = keyof typeof TEXTS;

/** Returns a text in one language. */
export type Say = (name: TextName) => string;

export const sayIn =
  (language: Language): Say =>
  (name) =>
    TEXTS[name][language];

/** "3 items", with the number. */
export const pieces = (count: number, language: Language): string =>
  language === "zh" ? `共 ${count} 件` : count === 1 ? "1 item" : `${count} items`;

/** "2 parcels sent", with the number. */
export const parcelsSent = (count: number, language: Language): string =>
  language === "zh"
    ? `已发出 ${count} 个包裹`
    : count === 1
      ? "1 parcel sent"
      : `${count} parcels sent`;
