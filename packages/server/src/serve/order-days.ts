import { ORDER_DAYS_MIN, text } from "@dingdan/contract";
import { SettingsError } from "../settings-error.js";
import type { PlatformOptions } from "./options.js";

type OrderDayOptions = Pick<PlatformOptions, "orderDays" | "sandbox" | "sealKey"> & {
  readonly eventDays: number;
};

/**
 * How many days orders are kept; null: they are never deleted.
 * @throws SettingsError for a time that is too short, and without the key by which late reports are recognised
 */
export function orderDaysOf(options: OrderDayOptions): number | null {
  const { orderDays = null, eventDays, sealKey, sandbox = false } = options;
  if (orderDays === null) return null;
  if (!Number.isInteger(orderDays) || orderDays < ORDER_DAYS_MIN) {
    throw new SettingsError(
      text(
        `orderDays (--order-days / DINGDAN_ORDER_DAYS) must be an integer of ${ORDER_DAYS_MIN} or more days, not ${orderDays}: access reviews and the timers of shipping take so long. Leave it out to keep all orders.`,
        `orderDays（--order-days / DINGDAN_ORDER_DAYS）须为不小于 ${ORDER_DAYS_MIN} 的整数，不能是 ${orderDays}：接入审核与发货计时需要这么长时间。如需保留全部订单，请不要设置。`,
      ),
    );
  }
  if (orderDays < eventDays) {
    throw new SettingsError(
      text(
        `orderDays (--order-days / DINGDAN_ORDER_DAYS) must be ${eventDays} or more days, not ${orderDays}: events are kept for ${eventDays} days and contain the orders. Set --event-days to ${orderDays} or less, or keep orders for longer.`,
        `orderDays（--order-days / DINGDAN_ORDER_DAYS）不得小于 ${eventDays} 天，不能是 ${orderDays}：事件保留 ${eventDays} 天，其中包含订单。请将 --event-days 设为不超过 ${orderDays}，或延长订单的保留时间。`,
      ),
    );
  }
  if (sealKey === undefined && !sandbox) {
    throw new SettingsError(
      text(
        "orderDays (--order-days / DINGDAN_ORDER_DAYS) needs a seal key, by which late reports of deleted orders are recognised. Make one (openssl rand -base64 32), write it to a file that only the server can read, and start with DINGDAN_SEAL_KEY_FILE.",
        "orderDays（--order-days / DINGDAN_ORDER_DAYS）需要封存密钥，用于识别已删除订单的迟到通知。请生成一个（openssl rand -base64 32），写入仅服务进程可读的文件，并以 DINGDAN_SEAL_KEY_FILE 启动。",
      ),
    );
  }
  return orderDays;
}
