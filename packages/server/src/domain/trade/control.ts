import type { AppMessage, TradeSettings } from "./trade-order.js";

/** True when a change of an app's settings asks it to join: WeChat's documents do not say when that is. */
export const isControlBegun = (before: TradeSettings, after: TradeSettings): boolean =>
  after.isControlled && !before.isControlled;

/**
 * The app must join shipping information management, or it loses its payments. @see shipping-management, §12
 * @param from the app's original id
 */
export const controlledMessage = (
  { appid, from }: Pick<AppMessage, "appid" | "from">,
  createdAtMs: number,
): AppMessage => ({
  appid,
  from,
  event: "wxa_trade_controlled",
  createdAtMs,
  members: [["msg", "您的小程序须接入发货信息管理服务，否则支付功能将受到限制。"]],
});
