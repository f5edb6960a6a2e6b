import type { QuotaCount } from "../../domain/quota.js";
import type { Row } from "./row.js";

export const quotaCountOf = (row: Row): QuotaCount => ({
  minute: row["minute"] as number,
  inMinute: row["in_minute"] as number,
  day: row["day"] as string,
  inDay: row["in_day"] as number,
});
