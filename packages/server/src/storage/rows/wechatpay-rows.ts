import type { WeChatPayMerchant } from "../../domain/wechatpay-merchant.js";
import type { EarlyRefund } from "../../payments/early-refund.js";
import { fieldsOf, json } from "./fields.js";

export const WECHATPAY_MERCHANT = fieldsOf<WeChatPayMerchant>()({
  mchid: "mchid",
  platformKeys: json("platform_keys"),
  sealedSecrets: "sealed_secrets",
  apiSerialNo: "api_serial_no",
  forward: json("forward"),
  changedAtMs: "changed_at_ms",
});

export const EARLY_REFUND = fieldsOf<EarlyRefund>()({
  refundId: "refund_id",
  mchid: "mchid",
  transactionId: "transaction_id",
  refund: "body",
  receivedAtMs: "received_at_ms",
});
