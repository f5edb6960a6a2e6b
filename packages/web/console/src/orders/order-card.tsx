import type { OrderSummaryRepresentation } from "@dingdan/contract";
import { Ago } from "../parts/ago.js";
import { OrderTags, type OrderView } from "./order-columns.js";
import { OrderLine } from "./order-line.js";
import { PaidAmount } from "./paid-amount.js";

/** An order in the list on a narrow screen. */
export function OrderCard({
  order,
  view: { hasPictures, hasShop, now },
}: {
  readonly order: OrderSummaryRepresentation;
  readonly view: OrderView;
}) {
  return (
    <article className="order-card">
      <OrderLine order={order} hasPicture={hasPictures} hasShop={hasShop} />
      <OrderTags order={order} />
      <div className="order-card-foot">
        <span className="quiet">
          <Ago at={order.paid_at ?? order.first_received_at} now={now} />
        </span>
        <span className="order-card-paid">
          <PaidAmount order={order} />
        </span>
      </div>
    </article>
  );
}
