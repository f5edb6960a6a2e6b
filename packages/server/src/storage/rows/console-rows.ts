import type { ReviewVerdict } from "../../domain/access-review.js";
import type { ReviewDecision } from "../../domain/review-history.js";
import type { ConsoleSession } from "../console-store.js";
import type { Row, SqlValue } from "./row.js";

export const SESSION_COLUMNS = "token_hash, role, appid, credential_hash, expires_at_ms";

export const sessionColumns = (session: ConsoleSession): SqlValue[] => [
  session.tokenHash,
  session.role,
  session.appid ?? "",
  session.credentialHash,
  session.expiresAtMs,
];

export const sessionOf = (row: Row): ConsoleSession => ({
  tokenHash: row["token_hash"] as string,
  role: row["role"] as ConsoleSession["role"],
  appid: (row["appid"] as string) || null,
  credentialHash: row["credential_hash"] as string,
  expiresAtMs: row["expires_at_ms"] as number,
});

/** What takes the place of a session with the same token. */
export const SESSION_REPLACED = `role = excluded.role, appid = excluded.appid,
  credential_hash = excluded.credential_hash, expires_at_ms = excluded.expires_at_ms`;

export const DECISION_COLUMNS = `appid, decided_at_ms, decided_by, result, reason, from_ms, to_ms,
  matched_uploads, late_uploads, slowest_delay_ms`;

/** What takes the place of a decision by the same at the same time. */
export const DECISION_REPLACED = `result = excluded.result, reason = excluded.reason,
  from_ms = excluded.from_ms, to_ms = excluded.to_ms, matched_uploads = excluded.matched_uploads,
  late_uploads = excluded.late_uploads, slowest_delay_ms = excluded.slowest_delay_ms`;

export const decisionColumns = ({
  verdict,
  window,
  figures,
  ...decision
}: ReviewDecision): SqlValue[] => [
  decision.appid,
  decision.decidedAtMs,
  decision.decidedBy,
  verdict.result,
  verdict.result === "rejected" ? verdict.reason : null,
  window.fromMs,
  window.toMs,
  figures.matchedUploads,
  figures.lateUploads,
  figures.slowestDelayMs,
];

export function decisionOf(row: Row): ReviewDecision {
  return {
    appid: row["appid"] as string,
    decidedAtMs: row["decided_at_ms"] as number,
    decidedBy: row["decided_by"] as ReviewDecision["decidedBy"],
    verdict: verdictOf(row),
    window: { fromMs: row["from_ms"] as number, toMs: row["to_ms"] as number },
    figures: {
      matchedUploads: row["matched_uploads"] as number,
      lateUploads: row["late_uploads"] as number,
      slowestDelayMs: row["slowest_delay_ms"] as number | null,
    },
  };
}

const verdictOf = (row: Row): ReviewVerdict =>
  row["result"] === "approved"
    ? { result: "approved" }
    : { result: "rejected", reason: row["reason"] as string };
