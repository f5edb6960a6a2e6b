import { brokenTrade, type Diagnosis, type ErrorName, type Violation } from "@dingdan/contract";

interface TradeRefusal {
  readonly error: ErrorName;
  readonly path: string;
}

/**
 * A rule that the stored orders break; its `errmsg` is the error's text alone.
 * @param diagnosis why, for the log and for dry-runs; null when the error says it all
 */
export const tradeViolation = (
  { error, path }: TradeRefusal,
  diagnosis: Diagnosis | null = null,
): Violation => brokenTrade(error, path, null, diagnosis ?? undefined);
