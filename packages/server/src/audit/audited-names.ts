import {
  ADMIN_OPERATIONS,
  type AuditedName,
  byLikeness,
  CONSOLE_OPERATIONS,
  METRICS_READING,
  type SchemaViolation,
  text,
} from "@dingdan/contract";

/** Every name that a call can have in the trail. */
export const AUDITED_NAMES: readonly AuditedName[] = [
  ...(Object.keys(ADMIN_OPERATIONS) as (keyof typeof ADMIN_OPERATIONS)[]),
  ...(Object.keys(CONSOLE_OPERATIONS) as (keyof typeof CONSOLE_OPERATIONS)[]),
  METRICS_READING,
];

const LIKELY = 3;

/** Why a list cannot be filtered by this name; null when calls have it. */
export function unknownName(name: string): SchemaViolation | null {
  if ((AUDITED_NAMES as readonly string[]).includes(name)) return null;
  const likely = byLikeness(name, AUDITED_NAMES).slice(0, LIKELY);
  return {
    path: "operation",
    reason: text(
      `is no operation: the nearest are ${likely.join(", ")}. The names are those behind the dot of each operationId in /openapi.json, and ${METRICS_READING}`,
      `不是操作名称，最接近的有 ${likely.join("、")}。名称为 /openapi.json 中各 operationId 点号之后的部分，以及 ${METRICS_READING}`,
    ),
  };
}
