import { formatMoney, type Item, type MerchantOrder, text } from "@dingdan/contract";
import { Card } from "antd";
import { Picture } from "../parts/picture.js";
import { useLanguage, useSay } from "../preferences/language.js";
import type { Order } from "./order.js";

const T = {
  items: text("Items", "商品"),
  unnamed: text("Unnamed item", "未命名商品"),
};

/** The items of the stored details, in their order. */
function itemsOf(details: unknown): readonly Item[] {
  const { order_list: orders, sub_orders: subOrders } = details as {
    readonly order_list?: readonly MerchantOrder[];
    readonly sub_orders?: readonly MerchantOrder[];
  };
  return [...(orders ?? []), ...(subOrders ?? [])].flatMap(({ item_list: items }) => items);
}

/** What was ordered: pictures, names, prices and quantities. */
export function OrderItems({
  order,
  hasPictures,
}: {
  readonly order: Order;
  readonly hasPictures: boolean;
}) {
  const say = useSay();
  const { language } = useLanguage();
  return (
    <Card size="small" title={say(T.items)}>
      <ul className="order-items">
        {itemsOf(order.details).map(
          ({ name, unit_price: price, quantity, image_url: urls }, index) => (
            // Items have no id of their own, and two may be equal; the list never changes its order.
            <li key={`${index} ${name}`} className="order-line">
              {hasPictures && <Picture url={urls?.[0]} />}
              <span className="order-items-name">{name === "" ? say(T.unnamed) : name}</span>
              <span className="num quiet">
                {formatMoney({ amount_minor: price, currency: "CNY" }, language)} × {quantity}
              </span>
            </li>
          ),
        )}
      </ul>
    </Card>
  );
}
