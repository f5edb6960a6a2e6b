import { type OrderKey, orderKeyOfText } from "@dingdan/contract";
import {
  combinedPaymentPath,
  isAskable,
  partnerPaymentPath,
  paymentPath,
} from "../wechatpay-api/api-paths.js";

/** The members of a reply that say about which payment it is, with the values that they must have. */
export type Expected = Readonly<Record<string, string>>;

/** One query that may find the payment of an upload. */
export interface Way {
  /** The merchant number whose keys sign it. */
  readonly mchid: string;
  /** The sub-merchant that a provider asks for; null outside provider mode. */
  readonly subMchid: string | null;
  readonly path: string;
  readonly expected: Expected;
}

/** An upload that waits for its payment. */
export interface Asked {
  readonly orderKey: string;
  readonly isCombined: boolean;
  /** The merchant numbers of its app. */
  readonly appMchids: readonly string[];
}

/** With how many sub-merchants a provider is asked for one payment, for each caller. */
const SUB_MERCHANTS_MAX = 3;

/** The number of an order key that WeChat Pay is asked for. */
export const numberOf = (orderKey: string): string => {
  const key = orderKeyOfText(orderKey);
  return key.order_number_type === 1 ? key.out_trade_no : key.transaction_id;
};

/** The merchant numbers that a payment may have to do with. */
export function mchidsOf({ orderKey, appMchids }: Pick<Asked, "orderKey" | "appMchids">): string[] {
  const key = orderKeyOfText(orderKey);
  return [...new Set([...(key.order_number_type === 1 ? [key.mchid] : []), ...appMchids])];
}

/**
 * The merchant numbers that may have placed a payment and can query it, the likeliest first: the one in its
 * key; otherwise those of the app, one of which may be the provider of the one in the key.
 * @param canQuery whether the platform can query for a merchant number
 */
export function callersOf(
  { orderKey, appMchids }: Pick<Asked, "orderKey" | "appMchids">,
  canQuery: (mchid: string) => boolean,
): string[] {
  const key = orderKeyOfText(orderKey);
  if (!isAskable(numberOf(orderKey))) return [];
  if (key.order_number_type === 1 && canQuery(key.mchid)) return [key.mchid];
  return appMchids.filter(canQuery);
}

/**
 * The queries that may find a payment, the likeliest first. In provider mode the provider asks, and names
 * the sub-merchant: a merchant number of the same app for which the platform cannot query itself.
 * @see wechatpay, §1
 */
export function waysOf(asked: Asked, canQuery: (mchid: string) => boolean): Way[] {
  const key = orderKeyOfText(asked.orderKey);
  const number = numberMember(key);
  const subMchids = asked.appMchids.filter((mchid) => !canQuery(mchid));
  return callersOf(asked, canQuery).flatMap((mchid): Way[] => {
    const isOwn = key.order_number_type === 2 || key.mchid === mchid;
    if (asked.isCombined) return isOwn ? [combinedWay(key, mchid)] : [];
    const subs =
      key.order_number_type === 1 && !isOwn ? [key.mchid] : subMchids.slice(0, SUB_MERCHANTS_MAX);
    const own: Way[] = [
      { mchid, subMchid: null, path: paymentPath(key, mchid), expected: { mchid, ...number } },
    ];
    return [
      ...(isOwn ? own : []),
      ...subs.map((sub) => ({
        mchid,
        subMchid: sub,
        path: partnerPaymentPath(key, mchid, sub),
        expected: { sp_mchid: mchid, sub_mchid: sub, ...number },
      })),
    ];
  });
}

const combinedWay = (key: OrderKey, mchid: string): Way => ({
  mchid,
  subMchid: null,
  path: combinedPaymentPath(key),
  expected: {
    combine_mchid: mchid,
    ...(key.order_number_type === 1
      ? { combine_out_trade_no: key.out_trade_no }
      : { combine_transaction_id: key.transaction_id }),
  },
});

const numberMember = (key: OrderKey): Expected =>
  key.order_number_type === 1
    ? { out_trade_no: key.out_trade_no }
    : { transaction_id: key.transaction_id };
