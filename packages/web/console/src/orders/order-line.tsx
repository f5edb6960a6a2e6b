import { type OrderSummaryRepresentation, text } from "@dingdan/contract";
import { Link } from "wouter";
import { Picture } from "../parts/picture.js";
import { useSay } from "../preferences/language.js";

const T = {
  more: (n: number) => text(`+${n} more`, `等 ${n + 1} 种`),
  unnamed: text("Unnamed item", "未命名商品"),
};

export const orderPath = (id: string): string => `/orders/${encodeURIComponent(id)}`;

/** What an order is about: its first item with its picture, its shop and its numbers. */
export function OrderLine({
  order,
  hasPicture,
  hasShop,
}: {
  readonly order: OrderSummaryRepresentation;
  readonly hasPicture: boolean;
  readonly hasShop: boolean;
}) {
  const say = useSay();
  const { id, first_item: item, item_kinds: kinds, merchant_order_nos: numbers } = order;
  const more = numbers.length > 1 ? ` +${numbers.length - 1}` : "";
  return (
    <div className="order-line">
      {hasPicture && <Picture url={item.image_url} />}
      <div className="order-line-text">
        <div className="order-line-name">
          <Link href={orderPath(id)} title={item.name}>
            {item.name === "" ? say(T.unnamed) : item.name}
          </Link>
          {kinds > 1 && <span className="quiet order-line-more">{say(T.more(kinds - 1))}</span>}
        </div>
        <div className="quiet order-line-about">
          {hasShop && (
            <Link href={`/apps/${order.appid}`} className="order-line-shop" title={order.appid}>
              {order.app_name}
            </Link>
          )}
          <span className="mono" title={numbers.join(", ")}>
            {numbers[0] ?? id}
            {more}
          </span>
        </div>
      </div>
    </div>
  );
}
