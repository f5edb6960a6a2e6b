import type { QuotaCount } from "../../domain/quota.js";
import type { RowOf } from "../statements/tables.js";

export const quotaCountOf = (row: RowOf<"quota_counts">): QuotaCount => ({
  minute: row.minute,
  inMinute: row.in_minute,
  day: row.day,
  inDay: row.in_day,
});
