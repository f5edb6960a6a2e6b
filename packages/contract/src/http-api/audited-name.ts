import type { AdminOperationKey } from "./admin.js";
import type { METRICS_READING } from "./audit-schemas.js";
import type { ConsoleOperationKey } from "./console.js";

/** The names that the audit trail has for calls. */
export type AuditedName = AdminOperationKey | ConsoleOperationKey | typeof METRICS_READING;
