import type { PermissionState } from "./http-api/apps.js";
import { type Text, text } from "./text.js";

/** The states of an app's permission, as people read them. */
export const PERMISSION_TEXTS: Readonly<Record<PermissionState, Text>> = {
  closed: text("Closed", "未开通"),
  open: text("Open", "已开通"),
  reviewing: text("In review", "审核中"),
  approved: text("Approved", "已通过"),
  rejected: text("Rejected", "未通过"),
};
