import {
  type AppRepresentation,
  CLOCK_OPERATIONS,
  isObject,
  ORDER_OPERATIONS,
} from "@dingdan/contract";
import { useReading } from "../http/queries.js";
import { PayButton } from "../try-it/pay-button.js";
import { namedNumber } from "../try-it/payment-for.js";

/** Records the payment that a logged call is about. The log masks the payer, whom the stored order has. */
export function PayForCall({
  app,
  body,
}: {
  readonly app: AppRepresentation;
  readonly body: unknown;
}) {
  const number = namedNumber(app, body);
  const { data: clock } = useReading(CLOCK_OPERATIONS.getClock);
  const { data: orders } = useReading(
    ORDER_OPERATIONS.searchOrders,
    { query: { appid: app.appid, q: number ?? "", limit: 1 } },
    { isEnabled: number !== null },
  );
  const [order] = orders?.items ?? [];
  if (order === undefined || clock === undefined || !isObject(body)) return null;
  const request = { ...body, payer: { openid: order.openid } };
  return <PayButton app={app} request={request} now={clock.now} />;
}
