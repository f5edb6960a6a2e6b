import { ORDER_OPERATIONS } from "@dingdan/contract";
import { useReading } from "../http/queries.js";
import { PayOrder } from "../orders/pay-order.js";

/** Pays the order that an upload made, if it still waits for its payment. */
export function PayUploaded({
  appid,
  number,
}: {
  readonly appid: string;
  readonly number: string;
}) {
  const { data } = useReading(
    ORDER_OPERATIONS.searchOrders,
    { query: { appid, q: number, status: "to_pay", limit: 1 } },
    { everyMs: 3_000 },
  );
  const [order] = data?.items ?? [];
  return order === undefined ? null : <PayOrder id={order.id} />;
}
