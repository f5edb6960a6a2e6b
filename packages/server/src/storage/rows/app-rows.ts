import type { App, Quotas } from "../../domain/app.js";
import type { Row, SqlValue } from "./row.js";

export const APP_COLUMNS = `appid, kind, name, mchids, secret_hash, item_links, permission,
  agreement_signed_at_ms, opened_at_ms, approved_at_ms, reviewed_until_ms, review_due_at_ms,
  last_result, created_at_ms, category_open, ip_whitelist, quotas`;

export function appColumns(app: App): SqlValue[] {
  return [
    app.appid,
    app.kind,
    app.name,
    JSON.stringify(app.mchids),
    app.secretHash,
    app.itemLinks,
    app.permission,
    app.agreementSignedAtMs,
    app.openedAtMs,
    app.approvedAtMs,
    app.reviewedUntilMs,
    app.reviewDueAtMs,
    app.lastResult,
    app.createdAtMs,
    Number(app.isCategoryOpen),
    JSON.stringify(app.ipWhitelist),
    app.quotas && JSON.stringify(app.quotas),
  ];
}

export function appOf(row: Row): App {
  return {
    appid: row["appid"] as string,
    kind: row["kind"] as App["kind"],
    name: row["name"] as string,
    mchids: JSON.parse(row["mchids"] as string) as string[],
    secretHash: row["secret_hash"] as string,
    itemLinks: row["item_links"] as App["itemLinks"],
    permission: row["permission"] as App["permission"],
    agreementSignedAtMs: row["agreement_signed_at_ms"] as number | null,
    openedAtMs: row["opened_at_ms"] as number | null,
    approvedAtMs: row["approved_at_ms"] as number | null,
    reviewedUntilMs: row["reviewed_until_ms"] as number | null,
    reviewDueAtMs: row["review_due_at_ms"] as number | null,
    lastResult: row["last_result"] as string,
    createdAtMs: row["created_at_ms"] as number,
    isCategoryOpen: row["category_open"] === 1,
    ipWhitelist: JSON.parse(row["ip_whitelist"] as string) as string[],
    quotas: row["quotas"] === null ? null : (JSON.parse(row["quotas"] as string) as Quotas),
  };
}
