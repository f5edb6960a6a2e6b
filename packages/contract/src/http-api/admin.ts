import { ADMIN_KEY_OPERATIONS } from "./admin-keys.js";
import { APP_OPERATIONS } from "./apps.js";
import { ATTENTION_OPERATIONS } from "./attention.js";
import { AUDIT_OPERATIONS } from "./audit.js";
import { BUYER_DATA_OPERATIONS } from "./buyer-data.js";
import { CLOCK_OPERATIONS } from "./clock.js";
import { COMPONENT_OPERATIONS } from "./components.js";
import { EVENT_OPERATIONS } from "./events.js";
import { HEALTH_OPERATIONS } from "./health.js";
import type { HttpOperation } from "./http-operation.js";
import { ORDER_OPERATIONS } from "./orders.js";
import { PAYMENT_OPERATIONS } from "./payments.js";
import { RECONCILE_OPERATIONS } from "./reconcile.js";
import { REFUND_OPERATIONS } from "./refunds.js";
import { REQUEST_OPERATIONS } from "./requests.js";
import { REVIEW_OPERATIONS } from "./reviews.js";
import { SERVICE_PROVIDER_OPERATIONS } from "./service-providers.js";
import { SESSION_OPERATIONS } from "./sessions.js";
import { SETTING_OPERATIONS } from "./settings.js";
import { STATISTICS_OPERATIONS } from "./statistics.js";
import { TEST_NOTICE_OPERATIONS } from "./test-notices.js";
import { TRADE_ORDER_OPERATIONS } from "./trade-orders.js";
import { TRIAL_OPERATIONS } from "./trial.js";
import { UCP_OPERATIONS } from "./ucp.js";
import { WEBHOOK_OPERATIONS } from "./webhooks.js";
import { WECHATPAY_OPERATIONS } from "./wechatpay.js";

/** The operations of the operator's interface. */
export const ADMIN_OPERATIONS = {
  ...APP_OPERATIONS,
  ...PAYMENT_OPERATIONS,
  ...REFUND_OPERATIONS,
  ...TEST_NOTICE_OPERATIONS,
  ...RECONCILE_OPERATIONS,
  ...SERVICE_PROVIDER_OPERATIONS,
  ...ORDER_OPERATIONS,
  ...BUYER_DATA_OPERATIONS,
  ...TRADE_ORDER_OPERATIONS,
  ...EVENT_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
  ...COMPONENT_OPERATIONS,
  ...REQUEST_OPERATIONS,
  ...CLOCK_OPERATIONS,
  ...REVIEW_OPERATIONS,
  ...TRIAL_OPERATIONS,
  ...STATISTICS_OPERATIONS,
  ...ATTENTION_OPERATIONS,
  ...SETTING_OPERATIONS,
  ...HEALTH_OPERATIONS,
  ...ADMIN_KEY_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...UCP_OPERATIONS,
  ...WECHATPAY_OPERATIONS,
} as const satisfies Record<string, HttpOperation>;

export type AdminOperationKey = keyof typeof ADMIN_OPERATIONS;

// A program that imports the groups that it calls is bundled without the others: the console.
export {
  ADMIN_KEY_OPERATIONS,
  APP_OPERATIONS,
  ATTENTION_OPERATIONS,
  AUDIT_OPERATIONS,
  BUYER_DATA_OPERATIONS,
  CLOCK_OPERATIONS,
  COMPONENT_OPERATIONS,
  EVENT_OPERATIONS,
  HEALTH_OPERATIONS,
  ORDER_OPERATIONS,
  PAYMENT_OPERATIONS,
  RECONCILE_OPERATIONS,
  REFUND_OPERATIONS,
  REQUEST_OPERATIONS,
  REVIEW_OPERATIONS,
  SERVICE_PROVIDER_OPERATIONS,
  SESSION_OPERATIONS,
  SETTING_OPERATIONS,
  STATISTICS_OPERATIONS,
  TEST_NOTICE_OPERATIONS,
  TRADE_ORDER_OPERATIONS,
  TRIAL_OPERATIONS,
  UCP_OPERATIONS,
  WEBHOOK_OPERATIONS,
  WECHATPAY_OPERATIONS,
};
