import type { Generated, Selectable } from "kysely";
import type { AuditDraft } from "../../domain/audit/audit-entry.js";
import type { AssignmentChanges } from "../../domain/package-assignment.js";
import type { ReviewDecision } from "../../domain/review-history.js";
import type { APP } from "../rows/app-rows.js";
import type { AUTHORIZATION, COMPONENT, COMPONENT_EVENT } from "../rows/component-rows.js";
import type { EventRow, OutboxRow } from "../rows/event-rows.js";
import type { RowOfFields } from "../rows/fields.js";
import type { JsonText } from "../rows/json.js";
import type { DELIVERY, PAYMENT, UploadRow } from "../rows/order-rows.js";
import type { REFUND } from "../rows/refund-rows.js";
import type { REQUEST } from "../rows/request-rows.js";
import type {
  ASSIGNMENT,
  RESOURCE_PACKAGE,
  SERVICE_PROVIDER_ORDER,
  SKU,
  SPU,
} from "../rows/service-provider-rows.js";
import type {
  ACCESS_TOKEN,
  ADMIN_KEY,
  BUYER_TOKEN,
  COMPONENT_CREDENTIAL,
  CONSOLE_SESSION,
  STABLE_TOKEN,
} from "../rows/token-rows.js";
import type { AppMessageRow, TradeOrderRow } from "../rows/trade-rows.js";
import type { AttemptRow, WEBHOOK_DELIVERY, WEBHOOK_ENDPOINT } from "../rows/webhook-rows.js";
import type { EARLY_REFUND, WECHATPAY_MERCHANT } from "../rows/wechatpay-rows.js";

/** Rows that the database numbers in the order of their arrival. */
interface Numbered {
  number: Generated<number>;
}

/**
 * The tables that the migrations of both engines create. A test prepares every statement of `stores/` on
 * both engines, and so finds a column that does not exist.
 */
export interface Tables {
  access_tokens: RowOfFields<typeof ACCESS_TOKEN>;
  admin_keys: RowOfFields<typeof ADMIN_KEY>;
  app_messages: AppMessageRow & Numbered;
  apps: RowOfFields<typeof APP>;
  audit_entries: {
    sequence: number;
    stage: AuditDraft["stage"];
    begun: number | null;
    actor: string | null;
    operation: string;
    appid: string | null;
    entry: string;
    previous_hash: string;
    hash: string;
  };
  authorizer_options: { appid: string; option_name: string; option_value: string };
  buyer_tokens: RowOfFields<typeof BUYER_TOKEN>;
  component_authorizations: RowOfFields<typeof AUTHORIZATION>;
  component_credentials: RowOfFields<typeof COMPONENT_CREDENTIAL>;
  component_events: RowOfFields<typeof COMPONENT_EVENT> & Numbered & { due_at_ms: number };
  components: RowOfFields<typeof COMPONENT>;
  console_sessions: RowOfFields<typeof CONSOLE_SESSION>;
  deliveries: RowOfFields<typeof DELIVERY>;
  early_refunds: RowOfFields<typeof EARLY_REFUND>;
  erased_buyers: { buyer_hash: string; appid: string; erased_at_ms: number };
  erased_orders: Numbered & {
    appid: string;
    state: string;
    received_at_ms: number;
    matched_at_ms: number | null;
    paid_at_ms: number | null;
  };
  erased_transactions: { transaction_hash: string; erased_at_ms: number };
  erasures: {
    id: string;
    appid: string;
    buyer_hash: string;
    erased_at_ms: number;
    receipt: string;
  };
  event_feed: {
    name: string;
    epoch: string;
    last_position: number;
    deleted_until: number;
    last_read_at_ms: number;
  };
  event_outbox: OutboxRow & Numbered;
  event_sequences: { appid: string; order_id: string; sequence: number };
  events: EventRow;
  known_networks: { account: string; network: string; succeeded_at_ms: number };
  order_names: { name: string; appid: string; number: number };
  package_assignment_events: Numbered & {
    appid: string;
    at_ms: number;
    body: JsonText<AssignmentChanges["event"]["body"]>;
  };
  package_assignments: RowOfFields<typeof ASSIGNMENT>;
  payment_numbers: { order_key: string; appid: string; transaction_id: string };
  payments: RowOfFields<typeof PAYMENT>;
  refund_ids: { refund_id: string; appid: string; transaction_id: string };
  refunds: RowOfFields<typeof REFUND>;
  requests: RowOfFields<typeof REQUEST> & Numbered;
  resource_package_ids: { pkg_id: string; appid: string };
  resource_packages: RowOfFields<typeof RESOURCE_PACKAGE> & Numbered;
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
  service_provider_orders: RowOfFields<typeof SERVICE_PROVIDER_ORDER>;
  service_provider_skus: RowOfFields<typeof SKU>;
  service_provider_spus: RowOfFields<typeof SPU>;
  settings: { name: string; value: string };
  stable_tokens: RowOfFields<typeof STABLE_TOKEN>;
  statistics: { appid: string; hour_ms: number; name: string; count: number };
  sub_payments: {
    sub_transaction_id: string;
    appid: string;
    transaction_id: string;
    out_trade_no: string | null;
  };
  trade_orders: TradeOrderRow;
  unfinished_erasures: { buyer_hash: string; trail: string; removed: string };
  uploads: UploadRow & Numbered;
  webhook_attempts: AttemptRow;
  webhook_deliveries: RowOfFields<typeof WEBHOOK_DELIVERY> & { endpoint_id: string };
  webhook_endpoints: RowOfFields<typeof WEBHOOK_ENDPOINT> & {
    outbox_after: number;
    leased_by: string | null;
    leased_until_ms: number;
  };
  wechatpay_merchants: RowOfFields<typeof WECHATPAY_MERCHANT>;
  wrong_guesses: { account: string; network: string; wrong_count: number; ends_at_ms: number };
}

/** The row that a SELECT of all columns of a table returns. */
export type RowOf<Table extends keyof Tables> = Selectable<Tables[Table]>;
