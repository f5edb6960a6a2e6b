import type { Queries } from "./queries.js";

/** Every table that the platform reads and writes, after all migrations. */
export const TABLES: readonly string[] = [
  "access_tokens",
  "admin_keys",
  "app_messages",
  "apps",
  "audit_entries",
  "authorizer_options",
  "buyer_tokens",
  "component_authorizations",
  "component_credentials",
  "component_events",
  "components",
  "console_sessions",
  "deliveries",
  "early_refunds",
  "erased_buyers",
  "erased_orders",
  "erased_transactions",
  "erasures",
  "event_feed",
  "event_outbox",
  "event_sequences",
  "events",
  "known_networks",
  "order_hours",
  "order_names",
  "package_assignment_events",
  "package_assignments",
  "payment_numbers",
  "payments",
  "quota_counts",
  "refund_ids",
  "refunds",
  "renamed_uploads",
  "requests",
  "resource_package_ids",
  "resource_packages",
  "resource_uses",
  "review_decisions",
  "service_provider_order_ids",
  "service_provider_orders",
  "service_provider_skus",
  "service_provider_spus",
  "settings",
  "stable_tokens",
  "statistics",
  "sub_payments",
  "trade_orders",
  "unfinished_erasures",
  "uploads",
  "webhook_attempts",
  "webhook_deliveries",
  "webhook_endpoints",
  "wechatpay_merchants",
  "wrong_guesses",
];

/** Its rows are only added, so that an operator may take the other rights away from the platform. */
const ADDED_ONLY = "audit_entries";

/** It numbers uploads; statements name it. */
const SEQUENCE = "upload_numbers";

const UNUSABLE = `SELECT name, to_regclass(name) IS NULL AS is_missing FROM unnest($1::text[]) AS name
  WHERE NOT coalesce(CASE name
    WHEN '${SEQUENCE}' THEN has_sequence_privilege(to_regclass(name), 'USAGE')
    ELSE has_table_privilege(to_regclass(name), 'SELECT')
      AND has_table_privilege(to_regclass(name), 'INSERT')
      AND (name = '${ADDED_ONLY}' OR has_table_privilege(to_regclass(name), 'UPDATE')
        AND has_table_privilege(to_regclass(name), 'DELETE')) END, false)
  ORDER BY name COLLATE "C"`;

interface UnusableRow {
  readonly name: string;
  readonly is_missing: boolean | "t" | "f";
}

/**
 * Which tables this connection cannot use, and the next step; null when it can use all of them. A backup
 * may be restored in part, and a role may lack the rights on a table that a later version has added.
 */
export async function tablesFault(queries: Pick<Queries, "all">): Promise<string | null> {
  const rows = await queries.all<UnusableRow>(UNUSABLE, [[...TABLES, SEQUENCE]]);
  const isMissing = (row: UnusableRow) => row.is_missing === true || row.is_missing === "t";
  const missing = rows.filter(isMissing).map(({ name }) => name);
  if (missing.length > 0) {
    return `the database lacks ${missing.join(", ")}: restore what is missing from a backup, or correct the search_path of the user`;
  }
  if (rows.length === 0) return null;
  const grants = rows.map(({ name }) => {
    if (name === SEQUENCE) return `USAGE ON SEQUENCE ${name}`;
    return name === ADDED_ONLY
      ? `SELECT, INSERT ON ${name}`
      : `SELECT, INSERT, UPDATE, DELETE ON ${name}`;
  });
  return `the database user lacks rights: GRANT ${grants.join("; GRANT ")}`;
}
