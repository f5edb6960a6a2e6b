import { TRADE_ORDER_OPERATIONS, text } from "@dingdan/contract";
import { Link } from "wouter";
import { useReading } from "../http/queries.js";
import { useSay } from "../preferences/language.js";
import { tradeOrderPath } from "../shipping/trade-order-path.js";
import { PayButton, type PayButtonProps } from "./pay-button.js";
import { namedNumber } from "./payment-for.js";
import { useSettled } from "./use-settled.js";

const T = { recorded: text("Its payment is recorded", "对应支付已记录") };

/**
 * The {@link PayButton} of a call of shipping information management. A payment that is recorded has a link
 * instead; the live check says why the interfaces do not find it.
 */
export function PayForShipping(props: PayButtonProps) {
  const say = useSay();
  const { app, request } = props;
  const number = useSettled(namedNumber(app, request), 400);
  const { data } = useReading(
    TRADE_ORDER_OPERATIONS.listTradeOrders,
    { query: { appid: app.appid, q: number ?? "", limit: 1 } },
    { isEnabled: number !== null, keepsPrevious: true },
  );
  const [order] = data?.items ?? [];
  const isKnown = order?.transaction_id === number || order?.out_trade_no === number;
  if (order === undefined || !isKnown) return <PayButton {...props} />;
  return (
    <Link href={tradeOrderPath(order)} role="status">
      {say(T.recorded)}
    </Link>
  );
}
