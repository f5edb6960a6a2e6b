import {
  INSTANT_RULE,
  parseInstantMs,
  type TradeManagementChange,
  type TradeManagementRepresentation,
} from "@dingdan/contract";
import type { TradeSettings } from "../domain/trade/trade-order.js";
import { invalidRequest } from "../http/problem.js";

/**
 * The change of an app's settings of shipping information management that a request asks for.
 * @throws Problem when the time of the authorisation is no time
 */
export function tradeChange(
  change: TradeManagementChange = {},
): (present: TradeSettings) => TradeSettings {
  const authorizedAtMs = authorizedAtMsOf(change);
  return (present) => ({
    isAdmitted: change.admitted ?? present.isAdmitted,
    isManaged: change.managed ?? present.isManaged,
    isCompleted: change.completed ?? present.isCompleted,
    ingestionSeconds: change.ingestion_seconds ?? present.ingestionSeconds,
    settleSeconds: change.settle_seconds ?? present.settleSeconds,
    authorizedAtMs: authorizedAtMs ?? present.authorizedAtMs,
    isPathAgreementSigned: change.path_agreement_signed ?? present.isPathAgreementSigned,
    isReceiptByBuyers: change.buyers_confirm_receipt ?? present.isReceiptByBuyers,
    isUploadStrict: change.strict_uploads ?? present.isUploadStrict,
    hasSetsOf2023: change.permission_sets_of_2023 ?? present.hasSetsOf2023,
    isControlled: change.controlled ?? present.isControlled,
  });
}

function authorizedAtMsOf({ authorized_at: time }: TradeManagementChange): number | null {
  if (time === undefined) return null;
  const atMs = parseInstantMs(time);
  if (atMs !== null) return atMs;
  throw invalidRequest([{ path: "trade_management.authorized_at", reason: INSTANT_RULE }]);
}

export const representTradeSettings = (trade: TradeSettings): TradeManagementRepresentation => ({
  admitted: trade.isAdmitted,
  managed: trade.isManaged,
  completed: trade.isCompleted,
  ingestion_seconds: trade.ingestionSeconds,
  settle_seconds: trade.settleSeconds,
  authorized_at: new Date(trade.authorizedAtMs).toISOString(),
  path_agreement_signed: trade.isPathAgreementSigned,
  buyers_confirm_receipt: trade.isReceiptByBuyers,
  strict_uploads: trade.isUploadStrict,
  permission_sets_of_2023: trade.hasSetsOf2023,
  controlled: trade.isControlled,
});
