import { ORDER_OPERATIONS } from "@dingdan/contract";
import { useReading } from "../http/queries.js";

/** The order that a number names; the list of those it names when there are several, or none is known yet. */
export function useOrderPath({
  appid,
  number,
}: {
  readonly appid: string | undefined;
  readonly number: string | null;
}): string | null {
  const { data } = useReading(
    ORDER_OPERATIONS.searchOrders,
    { query: { ...(appid === undefined ? {} : { appid }), q: number ?? "", limit: 2 } },
    { isEnabled: number !== null },
  );
  if (number === null) return null;
  const [order, another] = data?.items ?? [];
  if (order !== undefined && another === undefined)
    return `/orders/${encodeURIComponent(order.id)}`;
  const ofApp = appid === undefined ? "" : `appid=${encodeURIComponent(appid)}&`;
  return `/orders?${ofApp}q=${encodeURIComponent(number)}`;
}
