import type {
  AppKind,
  GoodsSide,
  ItemLinks,
  PackageSource,
  PermissionState,
} from "@dingdan/contract";
import type { Generated, Selectable } from "kysely";
import type { AccessToken } from "../../domain/access-token.js";
import type { Quotas } from "../../domain/app.js";
import type { AuthorizationEvent } from "../../domain/authorization.js";
import type { ComponentCallback, ComponentCredential } from "../../domain/component.js";
import type { RetailTerms } from "../../domain/goods.js";
import type { AssignmentChanges } from "../../domain/package-assignment.js";
import type { StoredRefund } from "../../domain/refund.js";
import type { NumberedRequest } from "../../domain/request-record.js";
import type { ReviewDecision } from "../../domain/review-history.js";
import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import type { StoredDelivery } from "../../domain/shipping.js";
import type { StoredUpload } from "../../domain/stored-order.js";
import type { ConsoleSession } from "../console-store.js";
import type { BuyerToken } from "../store.js";
import type { JsonText } from "./json.js";

/** A truth value; SQLite has no type for it. */
export type Bit = 0 | 1;

export const toBit = (isTrue: boolean): Bit => (isTrue ? 1 : 0);

/**
 * The tables, as the migrations of both engines make them: what each column holds when its row is that
 * of a whole upload, payment or call. A test prepares every statement of `stores/` on both engines, so
 * that a column that does not exist is found.
 */
export interface Tables {
  access_tokens: {
    token_hash: string;
    appid: string;
    kind: AccessToken["kind"];
    expires_at_ms: number;
    retired_at_ms: number | null;
  };
  apps: {
    appid: string;
    kind: AppKind;
    name: string;
    mchids: JsonText<readonly string[]>;
    secret_hash: string;
    item_links: ItemLinks;
    permission: PermissionState;
    agreement_signed_at_ms: number | null;
    opened_at_ms: number | null;
    approved_at_ms: number | null;
    reviewed_until_ms: number | null;
    review_due_at_ms: number | null;
    last_result: string;
    created_at_ms: number;
    category_open: Bit;
    ip_whitelist: JsonText<readonly string[]>;
    quotas: JsonText<Quotas> | null;
  };
  authorizer_options: { appid: string; option_name: string; option_value: string };
  buyer_tokens: {
    token_hash: string;
    purpose: BuyerToken["purpose"];
    buyers: JsonText<BuyerToken["buyers"]>;
    is_preview: Bit;
    expires_at_ms: number;
  };
  component_authorizations: {
    appid: string;
    component_appid: string;
    permission_sets: JsonText<readonly number[]>;
    refresh_salt: string;
    authorized_at_ms: number;
  };
  component_credentials: {
    credential_hash: string;
    kind: ComponentCredential["kind"];
    component_appid: string;
    appid: string | null;
    sealed_key: string | null;
    expires_at_ms: number;
    retired_at_ms: number | null;
  };
  component_events: {
    number: Generated<number>;
    component_appid: string;
    appid: string;
    info_type: AuthorizationEvent;
    pre_auth_code: string;
    created_at_ms: number;
    due_at_ms: number;
    failures: number;
  };
  components: {
    component_appid: string;
    name: string;
    secret_hash: string;
    callback: JsonText<ComponentCallback> | null;
    redirect_hosts: JsonText<readonly string[]>;
    permission_sets: JsonText<readonly number[]> | null;
    ticket_due_at_ms: number | null;
    push_failures: number;
    last_push_fault: string | null;
    created_at_ms: number;
  };
  console_sessions: {
    token_hash: string;
    role: ConsoleSession["role"];
    appid: string;
    credential_hash: string;
    expires_at_ms: number;
  };
  deliveries: {
    appid: string;
    order_key: string;
    sub_order_key: string;
    upload_time: string;
    upload_instant: StoredDelivery["uploadInstant"];
    received_at_ms: number;
    delivery: string;
  };
  package_assignment_events: {
    number: Generated<number>;
    appid: string;
    at_ms: number;
    body: JsonText<AssignmentChanges["event"]["body"]>;
  };
  package_assignments: {
    appid: string;
    order_id: string;
    request_id: string;
    receiver_appid: string;
    pkg_id: string;
    assigned_at_ms: number;
    cancelled_at_ms: number | null;
  };
  payment_numbers: { order_key: string; appid: string; transaction_id: string };
  payments: {
    appid: string;
    transaction_id: string;
    out_trade_no: string;
    order_keys: JsonText<readonly string[]>;
    openid: string;
    amount_fen: number;
    paid_at_ms: number;
    received_at_ms: number;
    refunded_at_ms: number | null;
    body: string;
  };
  quota_counts: {
    appid: string;
    operation: string;
    minute: number;
    in_minute: number;
    day: string;
    in_day: number;
  };
  refund_ids: { refund_id: string; appid: string; transaction_id: string };
  refunds: {
    appid: string;
    transaction_id: string;
    refund_id: string;
    of_transaction_id: string;
    out_refund_no: string;
    state: StoredRefund["state"];
    amount_fen: number;
    started_at_ms: number | null;
    at_ms: number;
    received_at_ms: number;
    body: string;
  };
  requests: {
    number: Generated<number>;
    /** An empty text for a call that reached no app. */
    appid: string;
    rid: string;
    at_ms: number;
    component_appid: string | null;
    operation: NumberedRequest["operation"];
    method: string;
    path: string;
    query: string;
    errcode: number;
    fault: string;
    message: string;
    cause: string | null;
    diagnoses: JsonText<NumberedRequest["diagnoses"]>;
    duration_ms: number;
    client_ip: string;
    user_agent: string | null;
    content_type: string | null;
    body: string;
    body_bytes: number;
    body_state: NumberedRequest["bodyState"];
    redacted: JsonText<readonly string[]>;
    reply: string;
    order_key: string | null;
  };
  resource_package_ids: { pkg_id: string; appid: string };
  resource_packages: {
    number: Generated<number>;
    appid: string;
    pkg_id: string;
    spu_id: string;
    sku_id: string;
    source: PackageSource;
    quota: string;
    used: string;
    start_at_ms: number;
    end_at_ms: number;
    provider_appid: string | null;
    order_id: string | null;
  };
  resource_uses: { appid: string; spu_id: string; day: string; used: string };
  review_decisions: {
    appid: string;
    decided_at_ms: number;
    decided_by: ReviewDecision["decidedBy"];
    result: ReviewDecision["verdict"]["result"];
    reason: string | null;
    from_ms: number;
    to_ms: number;
    matched_uploads: number;
    late_uploads: number;
    slowest_delay_ms: number | null;
  };
  service_provider_order_ids: { order_id: string; appid: string };
  service_provider_orders: {
    appid: string;
    order_id: string;
    status: ServiceProviderOrder["status"];
    created_at_ms: number;
    updated_at_ms: number;
    order_price: string;
    product_info: JsonText<ServiceProviderOrder["productInfo"]>;
    paid_at_ms: number | null;
    invoice: JsonText<NonNullable<ServiceProviderOrder["invoice"]>> | null;
    used: string;
    all_bought: string;
  };
  service_provider_skus: {
    sku_id: string;
    spu_id: string;
    name: string;
    biz_id: number;
    retail_terms: JsonText<RetailTerms> | null;
  };
  service_provider_spus: {
    spu_id: string;
    name: string;
    side: GoodsSide;
    retail_spu_id: string | null;
    is_subscription: Bit;
    charged_from_ms: number | null;
  };
  settings: { name: string; value: string };
  stable_tokens: {
    appid: string;
    salt: string;
    token_hash: string;
    expires_at_ms: number;
    forced_at_ms: number | null;
    force_day: string;
    force_count: number;
  };
  statistics: { appid: string; hour_ms: number; name: string; count: number };
  sub_payments: { sub_transaction_id: string; appid: string; transaction_id: string };
  uploads: {
    number: Generated<number>;
    appid: string;
    order_key: string;
    openid: string;
    upload_time: string;
    upload_instant: StoredUpload["uploadInstant"];
    state: StoredUpload["state"];
    mismatch: StoredUpload["mismatch"];
    transaction_id: string | null;
    paid_at_ms: number | null;
    received_at_ms: number;
    first_received_at_ms: number;
    matched_at_ms: number | null;
    shipped_at_ms: number | null;
    refunded_at_ms: number | null;
    summary: string | null;
    merchant_order_nos: JsonText<readonly string[]>;
    events: JsonText<StoredUpload["events"]>;
    details: string;
  };
}

/** A row as a SELECT of all columns of a table answers it. */
export type RowOf<Table extends keyof Tables> = Selectable<Tables[Table]>;
