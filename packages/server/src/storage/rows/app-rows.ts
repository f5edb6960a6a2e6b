import type { App } from "../../domain/app.js";
import { bit, fieldsOf, json } from "./fields.js";

export const APP = fieldsOf<App>()({
  appid: "appid",
  kind: "kind",
  name: "name",
  mchids: json("mchids"),
  secretHash: "secret_hash",
  itemLinks: "item_links",
  permission: "permission",
  agreementSignedAtMs: "agreement_signed_at_ms",
  openedAtMs: "opened_at_ms",
  approvedAtMs: "approved_at_ms",
  reviewedUntilMs: "reviewed_until_ms",
  reviewDueAtMs: "review_due_at_ms",
  lastResult: "last_result",
  createdAtMs: "created_at_ms",
  isCategoryOpen: bit("category_open"),
  ipWhitelist: json("ip_whitelist"),
  quotas: json("quotas"),
  trade: json("trade"),
  msgJumpPath: "msg_jump_path",
  orderDetailPath: "order_detail_path",
  messagePush: json("message_push"),
  openPaths: json("open_paths"),
});
