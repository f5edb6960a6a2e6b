import type { QuotaCount } from "../../domain/quota.js";
import { fieldsOf } from "./fields.js";

export const QUOTA = fieldsOf<QuotaCount>()({
  minute: "minute",
  inMinute: "in_minute",
  day: "day",
  inDay: "in_day",
});
