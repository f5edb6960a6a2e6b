import type { AppCall } from "../call.js";
import { ok, type WireOutcome } from "../outcome.js";

/** Whether new payments of the app are under shipping information management. */
export const secIsTradeManaged = async ({ app }: AppCall): Promise<WireOutcome> =>
  ok({ is_trade_managed: app.trade.isManaged });

/** Whether every merchant number of the app was authorised or unlinked. */
export const secIsTradeManagementConfirmationCompleted = async ({
  app,
}: AppCall): Promise<WireOutcome> => ok({ completed: app.trade.isCompleted });
