import type { Diagnosis } from "../diagnosis/diagnosis.js";
import type { ErrorName } from "../error-catalogue.js";
import type { Text } from "../text.js";
import { broken, type Violation } from "./violation.js";

/** The only code of shipping information management whose `errmsg` names the broken value. */
const NAMES_THE_PATH = 10060014;

/**
 * One broken rule of shipping information management. Its `errmsg` is the error's text alone, as WeChat
 * writes it; the path and the reason are for dry-runs, the log and `explain`. 10060014 also names both.
 */
export function brokenTrade(
  name: ErrorName,
  path: string,
  reason: Text | null = null,
  cause?: Diagnosis,
): Violation {
  const violation = broken(name, path, reason, cause);
  return violation.error.code === NAMES_THE_PATH ? violation : { ...violation, isTextOnly: true };
}
