import type { ListedOrderRepresentation } from "@dingdan/contract";

// A buyer's list is JSON that is concatenated from stored pieces, without parsing them. This depends on
// one rule: a stored summary (domain/order-summary.ts) is the JSON of representListedOrder
// (represent-order.ts) without its merchant_name. order-list-bytes.test.ts checks it.

/** A {@link ListedOrderRepresentation} in JSON, in pieces. */
export type ListedOrderBytes = readonly Buffer[];

/** A page of a buyer's list. */
export interface OrderList {
  readonly items: readonly ListedOrderBytes[];
  readonly nextCursor: string | null;
}

/** An order that was read completely. */
export const bytesOfOrder = (order: ListedOrderRepresentation): ListedOrderBytes => [
  Buffer.from(JSON.stringify(order)),
];

/** The beginning of each of a merchant's orders, for {@link bytesOfSummary}. */
export const merchantBytes = (name: string): Buffer =>
  Buffer.from(`{"merchant_name":${JSON.stringify(name)},`);

/** An order whose summary was read: here the merchant's name is the first member, not the third. */
export const bytesOfSummary = (merchant: Buffer, summary: Buffer): ListedOrderBytes => [
  merchant,
  summary.subarray(1),
];

const COMMA = Buffer.from(",");

/** A page of the list as the buyer's interface answers it. */
export function listReply({ items, nextCursor }: OrderList): Buffer {
  const pieces: Buffer[] = [Buffer.from('{"items":[')];
  for (const [index, item] of items.entries()) {
    if (index > 0) pieces.push(COMMA);
    pieces.push(...item);
  }
  const next = nextCursor === null ? "" : `,"next_cursor":"${nextCursor}"`;
  return Buffer.concat([...pieces, Buffer.from(`]${next}}`)]);
}

/** A page of the list as the buyer's pages show it. */
export const listedOrders = ({ items }: OrderList): ListedOrderRepresentation[] =>
  items.map((item) => JSON.parse(Buffer.concat(item).toString()) as ListedOrderRepresentation);
