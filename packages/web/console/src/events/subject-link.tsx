import { type EventRepresentation, text } from "@dingdan/contract";
import { Link } from "wouter";
import { useSay } from "../preferences/language.js";
import { tradeOrderPath } from "../shipping/trade-order-path.js";

const T = {
  order: text("Open the order", "打开订单"),
  payment: text("Open the payment", "打开支付单"),
  app: text("Open the app", "打开应用"),
};

/** A link to what an event is about: an order, a payment under shipping management, or an app. */
export function SubjectLink({
  of: { type, appid, order_id: id },
}: {
  readonly of: Pick<EventRepresentation, "type" | "appid" | "order_id">;
}) {
  const say = useSay();
  if (id === undefined) return <Link href={`/apps/${appid}`}>{say(T.app)}</Link>;
  if (type.startsWith("trade.")) {
    return <Link href={tradeOrderPath({ appid, transaction_id: id })}>{say(T.payment)}</Link>;
  }
  return <Link href={`/orders/${encodeURIComponent(id)}`}>{say(T.order)}</Link>;
}
