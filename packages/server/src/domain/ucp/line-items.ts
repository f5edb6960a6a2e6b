import type { Item } from "@dingdan/contract";
import type { OrderContent } from "../order-content.js";
import type { UcpLineItem, UcpLineStatus } from "./ucp-types.js";
import { uriOf } from "./uri.js";

/** An item of an order, with its place. Matched details are locked, so the places never change. */
export interface Line {
  readonly id: string;
  readonly item: Item;
  readonly content: OrderContent;
}

/** The items of an order in their order: `li_1_1` is the first item of the first merchant order. */
export const linesOf = (contents: readonly OrderContent[]): Line[] =>
  contents.flatMap((content, order) =>
    content.order.item_list.map((item, index) => ({
      id: `li_${order + 1}_${index + 1}`,
      item,
      content,
    })),
  );

/** What an item costs, all of its pieces. */
export const amountOfLine = ({ item }: Line): number => bounded(item.unit_price * item.quantity);

export interface LineProgress {
  /** How many pieces were shipped and not called back. */
  readonly fulfilled: number;
  /** True when it was refunded before it was shipped. */
  readonly isRemoved: boolean;
}

export function lineItem(line: Line, { fulfilled, isRemoved }: LineProgress): UcpLineItem {
  const { id, item } = line;
  const amount = amountOfLine(line);
  const original = bounded(item.quantity);
  const total = isRemoved ? 0 : original;
  const image = uriOf(item.image_url?.[0] ?? "");
  return {
    id,
    item: {
      id: item.merchant_item_id ?? id,
      title: item.name,
      price: bounded(item.unit_price),
      ...(image === null ? {} : { image_url: image }),
    },
    quantity: { original, total, fulfilled },
    totals: [
      { type: "subtotal", amount },
      { type: "total", amount },
    ],
    status: lineStatus({ total, fulfilled }),
  };
}

/** The status that the protocol derives from the quantities. */
export function lineStatus({
  total,
  fulfilled,
}: Pick<UcpLineItem["quantity"], "total" | "fulfilled">): UcpLineStatus {
  if (total === 0) return "removed";
  if (fulfilled === total) return "fulfilled";
  return fulfilled > 0 ? "partial" : "processing";
}

/** The protocol has no larger integer, and a merchant may upload any price. */
export const bounded = (value: number): number => Math.min(value, Number.MAX_SAFE_INTEGER);
