import type { AttentionItemRepresentation } from "@dingdan/contract";
import { endpointPath } from "../webhooks/endpoint-path.js";

/** The page on which a person sees what needs attention, and acts. */
export function attentionPath(item: AttentionItemRepresentation): string {
  const { kind, appid, errcode, reason, id = "" } = item;
  const ofApp = appid === undefined ? "" : encodeURIComponent(appid);
  switch (kind) {
    case "webhook_paused":
    case "webhook_failing":
      return endpointPath(id);
    case "review_rejected":
    case "review_due":
    case "late_uploads":
      return `/reviews/${ofApp}`;
    case "not_submitted":
      return `/apps/${ofApp}`;
    case "refusals_rising":
      return listPath("/requests", { errcode: String(errcode), appid });
    case "unmatched_payments":
      return listPath("/shipping", { appid });
    case "orders":
      return listPath("/orders", { status: "needs_attention", reason });
  }
}

function listPath(path: string, filters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    if (value !== undefined) query.set(name, value);
  }
  return `${path}?${query}`;
}
