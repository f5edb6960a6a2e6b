export * from "./attention-words.js";
export * from "./carriers.js";
export { dueTexts } from "./clock-texts.js";
export {
  type Corrected,
  correctableIds,
  correctRequest,
  indented,
} from "./diagnosis/correct-request.js";
export * from "./diagnosis/diagnose.js";
export type { DiagnosedCall, SentBody } from "./diagnosis/diagnosed-call.js";
export { type Diagnosis, type DiagnosisReport, reportDiagnosis } from "./diagnosis/diagnosis.js";
export { DIAGNOSES, type DiagnosisId } from "./diagnosis/diagnosis-catalogue.js";
export { byLikeness } from "./diagnosis/nearest.js";
export { diagnosePayment } from "./diagnosis/payment-causes.js";
export { diagnoseRefund } from "./diagnosis/refund-causes.js";
export { TRADE_DIAGNOSES } from "./diagnosis/trade-diagnoses.js";
export { diagnoseUpload } from "./diagnosis/upload-warnings.js";
export { editDistance } from "./edit-distance.js";
export * from "./enumerations.js";
export * from "./error-catalogue.js";
export {
  ERASED_EVENT_DATA,
  type ErasedEventData,
  EVENT_TYPES,
  EVENTS,
  type EventData,
  type EventRepresentation,
  type EventType,
  isErasedEvent,
  UCP_EVENT_TYPES,
} from "./events.js";
export * from "./examples.js";
export * from "./first-run.js";
export * from "./http-api/admin.js";
export {
  ADMIN_KEY_SECONDS_MAX,
  ADMIN_KEY_STATES,
  type AdminKeyRepresentation,
  type NewAdminKeyRepresentation,
} from "./http-api/admin-keys.js";
export * from "./http-api/admin-roles.js";
export {
  type AppRepresentation,
  PERMISSION_STATES,
  type PermissionState,
} from "./http-api/apps.js";
export {
  ATTENTION_ITEMS_MAX,
  ATTENTION_KINDS,
  type AttentionItemRepresentation,
  type AttentionKind,
} from "./http-api/attention.js";
export {
  AUDIT_ACTOR_KINDS,
  AUDIT_FAULTS,
  AUDIT_LIMIT_MAX,
  AUDIT_STAGES,
  AUDIT_TARGETS,
  AUDIT_WAYS,
  type AuditEntryRepresentation,
  type AuditFaultKind,
  type AuditHead,
  type AuditTarget,
  METRICS_READING,
} from "./http-api/audit-schemas.js";
export type { AuditedName } from "./http-api/audited-name.js";
export * from "./http-api/buyer.js";
export type { ErasureReceipt } from "./http-api/buyer-data.js";
export type {
  AppAuthorizationRepresentation,
  AuthorizationRepresentation,
  ComponentRepresentation,
} from "./http-api/components.js";
export * from "./http-api/console.js";
export * from "./http-api/erasure-texts.js";
export { EVENTS_LIMIT_MAX, EVENTS_WAIT_MAX_SECONDS } from "./http-api/events.js";
export type { HealthRepresentation } from "./http-api/health.js";
export * from "./http-api/http-operation.js";
export {
  EXPORT_FORMATS,
  type ExportFormat,
  type OrderEvent,
  type OrderSummaryRepresentation,
  type PreviewLineRepresentation,
} from "./http-api/orders.js";
export { DEFAULT_OVERLAP_SECONDS, OVERLAP_SECONDS_MAX } from "./http-api/overlap.js";
export { WITHOUT_NUMBER } from "./http-api/parts.js";
export { PAYMENT_SOURCES, type TransactionRepresentation } from "./http-api/payments.js";
export {
  type AlikeFailures,
  failuresByCause,
  NOTHING_ASKED,
  RECONCILE_TEXTS,
  type ReconcileRepresentation,
  type ReconcileTotals,
  withPage,
} from "./http-api/reconcile.js";
export {
  REFUND_STATES,
  type RefundRepresentation,
  type RefundState,
  type WeChatPayRefund,
} from "./http-api/refunds.js";
export type { LoggedRequestRepresentation } from "./http-api/requests.js";
export type {
  DelayedOrderRepresentation,
  ReviewCaseRepresentation,
  ReviewDecisionRepresentation,
} from "./http-api/reviews.js";
export type {
  AssignmentEventRepresentation,
  ConvertibleSkuRepresentation,
  ResourcePackageRepresentation,
  ServiceProviderOrderRepresentation,
  SkuRepresentation,
  SpuRepresentation,
} from "./http-api/service-providers.js";
export type { OpenSessionRepresentation } from "./http-api/sessions.js";
export { ORDER_DAYS_MIN, type SettingsRepresentation } from "./http-api/settings.js";
export type { ShipmentRepresentation } from "./http-api/shipments.js";
export type { StatisticsRepresentation } from "./http-api/statistics.js";
export {
  type ForgedNoticeKind,
  isForged,
  NOTICE_KIND_TEXTS,
  NOTICE_KINDS,
  type NoticeKind,
  type TestKeysRepresentation,
  type TestNoticeRepresentation,
} from "./http-api/test-notices.js";
export * from "./http-api/trade-orders.js";
export type {
  MessagePushChange,
  MessagePushRepresentation,
  TradeManagementChange,
  TradeManagementRepresentation,
} from "./http-api/trade-settings.js";
export {
  DEFAULT_UCP_OVERLAP_SECONDS,
  UCP_VERSIONS,
  type UcpKeysRepresentation,
  type UcpPlatformRepresentation,
  type UcpVersion,
} from "./http-api/ucp.js";
export { UCP_ORDER_SCHEMA, type UcpErrorCode, type UcpOrderReply } from "./http-api/ucp-order.js";
export {
  type NewWebhookSecretRepresentation,
  WEBHOOK_COUNT_MAX,
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_KINDS,
  WEBHOOK_STATES,
  WEBHOOK_STOP_REASONS,
  WEBHOOK_TEST_TYPE,
  type WebhookAttemptRepresentation,
  type WebhookDeliveryDetailRepresentation,
  type WebhookDeliveryRepresentation,
  type WebhookDeliveryState,
  type WebhookEndpointRepresentation,
  type WebhookKind,
  type WebhookState,
  type WebhookStopReason,
} from "./http-api/webhook-schemas.js";
export {
  DEFAULT_PREVIOUS_KEY_HOURS,
  isMchid,
  MCHID_PATTERN,
  MCHID_RULE,
  NOTICE_PATH,
  PREVIOUS_KEY_HOURS_MAX,
  type WeChatPayRepresentation,
  type WeChatPaySettings,
} from "./http-api/wechatpay.js";
export * from "./instant.js";
export * from "./json-places.js";
export * from "./money.js";
export { OPEN_PATH_PATTERN, plaintextScheme } from "./open-paths.js";
export { openApiDocument, printSchema } from "./openapi.js";
export { credentialViolations } from "./operations/access-token.js";
export { AUTHORIZER_OPTIONS, type AuthorizerOption } from "./operations/authorizer-option.js";
export {
  componentTokenViolations,
  startPushTicketViolations,
} from "./operations/component-token.js";
export * from "./operations/index.js";
export * from "./operations/operation.js";
export { SHIPPING_MANAGEMENT_OPERATIONS } from "./operations/shipping-management.js";
export { VERIFY_RESULTS, type VerifyResult } from "./operations/verify-upload-result.js";
export * from "./order-attention.js";
export * from "./order-key.js";
export * from "./order-status.js";
export * from "./permission-words.js";
export * from "./rules/context.js";
export * from "./rules/judge.js";
export { isObject, type Unchecked } from "./rules/limits.js";
export { payerOf } from "./rules/payer-rules.js";
export * from "./rules/read-value.js";
export { parseGoodsId, parseWholeNumber } from "./rules/service-provider-rules.js";
export {
  ORDER_NUMBER_PLACEHOLDER,
  SPECIAL_ORDER_TYPE,
} from "./rules/trade-query-rules.js";
export {
  combinedTradeUploadViolations,
  tradeUploadViolations,
} from "./rules/trade-shipping-rules.js";
export { brokenTrade } from "./rules/trade-violation.js";
export * from "./rules/violation.js";
export * from "./schema.js";
export { ORDER_KEY_SCHEMA } from "./schemas/order-key.js";
export { ORDER_ID_PATTERN } from "./schemas/service-provider-order.js";
export { TRADE_PARCELS_MAX } from "./schemas/trade-shipping.js";
export * from "./shipping-info.js";
export * from "./shopping-details.js";
export * from "./states.js";
export * from "./text.js";
export * from "./tracking-pages.js";
export * from "./trade-query.js";
export * from "./trade-shipping.js";
export * from "./trade-texts.js";
export * from "./webhook-faults.js";
