import {
  type ADMIN_OPERATIONS,
  type AdminOperationKey,
  type ConsoleOperationKey,
  type Text,
  text,
} from "@dingdan/contract";

/** The operations that do something, or take something away. */
type ActKey =
  | {
      [Key in AdminOperationKey]: (typeof ADMIN_OPERATIONS)[Key]["method"] extends "GET"
        ? never
        : Key;
    }[AdminOperationKey]
  | "exportOrders"
  | "exportOrder"
  | Extract<ConsoleOperationKey, "signIn" | "signOut">;

const ACT_TEXTS: Readonly<Record<ActKey, Text>> = {
  signIn: text("Sign in", "登录"),
  signOut: text("Sign out", "退出登录"),
  createApp: text("Register an app", "登记应用"),
  updateApp: text("Change an app", "修改应用"),
  rotateSecret: text("Replace an app's secret", "更换应用 secret"),
  signAgreement: text("Sign an app's agreement", "签署应用协议"),
  setPermission: text("Open or close an app's permission", "开通或关闭应用权限"),
  decideAudit: text("Decide a review", "判定接入审核"),
  recordPayment: text("Report a payment", "上报支付"),
  recordRefund: text("Report a refund", "上报退款"),
  sendTestNotice: text("Send a test notice", "发送测试通知"),
  reconcile: text("Query WeChat Pay", "查询微信支付"),
  createServiceProviderOrder: text("Create a provider order", "创建服务商订单"),
  moveServiceProviderOrder: text("Move a provider order", "变更服务商订单"),
  createServiceProviderSpu: text("Create a product", "创建商品"),
  createServiceProviderSku: text("Create a variant of a product", "创建商品规格"),
  createResourcePackage: text("Create a resource package", "创建资源包"),
  recordPackageUse: text("Report the use of a package", "上报资源包用量"),
  createBuyerSession: text("Make a buyer's link", "生成买家链接"),
  endBuyerSessions: text("End a buyer's sessions", "结束买家会话"),
  clearAttention: text("Mark an order as handled", "将订单标为已处理"),
  exportOrders: text("Export orders", "导出订单"),
  exportOrder: text("Export one order", "导出一个订单"),
  exportBuyer: text("Export a buyer's data", "导出买家数据"),
  eraseBuyer: text("Erase a buyer's data", "删除买家数据"),
  confirmTradeOrder: text("Confirm a receipt", "确认收货"),
  complainAboutTradeOrder: text("Set a complaint", "设置投诉"),
  createWebhookEndpoint: text("Add a webhook endpoint", "新增 Webhook 端点"),
  changeWebhookEndpoint: text("Change a webhook endpoint", "修改 Webhook 端点"),
  deleteWebhookEndpoint: text("Delete a webhook endpoint", "删除 Webhook 端点"),
  rotateWebhookSecret: text("Rotate an endpoint's secret", "更换端点密钥"),
  testWebhookEndpoint: text("Send a test event", "发送测试事件"),
  resendWebhookDelivery: text("Send an event again", "重新发送事件"),
  resendWebhookDeliveries: text("Send events again", "批量重新发送事件"),
  createComponent: text("Register a third-party platform", "登记第三方平台"),
  updateComponent: text("Change a third-party platform", "修改第三方平台"),
  createComponentTicket: text("Make a platform's ticket", "生成平台票据"),
  authorizeComponent: text("Authorize a third-party platform", "授权第三方平台"),
  revokeAuthorization: text("Revoke an authorization", "撤销授权"),
  revokeAppAuthorization: text("Revoke an app's authorization", "撤销应用的授权"),
  replayRequest: text("Replay a request", "重放请求"),
  advanceClock: text("Move the clock", "拨动时钟"),
  validateAsApp: text("Check a call without sending it", "试校验调用"),
  callAsApp: text("Make a call as an app", "以应用身份调用"),
  createAdminKey: text("Create an admin key", "创建管理密钥"),
  rotateAdminKey: text("Rotate an admin key", "轮换管理密钥"),
  revokeAdminKey: text("Revoke an admin key", "吊销管理密钥"),
  endSession: text("End another session", "结束他人会话"),
  verifyAudit: text("Verify the audit trail", "校验操作记录"),
  rotateUcpKeys: text("Rotate the signing keys", "轮换签名密钥"),
  setUcpPlatform: text("Set a platform's keys", "设置平台密钥"),
  setWeChatPay: text("Set WeChat Pay's keys", "设置微信支付密钥"),
  deleteWeChatPay: text("Delete WeChat Pay's keys", "删除微信支付密钥"),
};

/** What an operation does, in words; null for one that only reads. */
export const actText = (operation: string): Text | null =>
  (ACT_TEXTS as Readonly<Record<string, Text>>)[operation] ?? null;

/** The operations that a person may look for. */
export const ACTS = Object.keys(ACT_TEXTS) as readonly ActKey[];
