import {
  EXAMPLE_PAYMENT,
  isObject,
  type OrderSummaryRepresentation,
  type TransactionRepresentation,
} from "@dingdan/contract";

/** A payment that a test notice can be about. */
export interface Payable {
  /** A transaction_id, or {@link EXAMPLE}. */
  readonly value: string;
  readonly label: string;
  /** The merchant number that is notified; null when the list does not say. */
  readonly mchid: string | null;
}

/** The choice of the contract's example payment, which need not be recorded. */
export const EXAMPLE = "example";

/** The payments of orders, which the platform has recorded. */
export const payablesOf = (orders: readonly OrderSummaryRepresentation[]): Payable[] =>
  orders.flatMap(({ transaction_id: id, order_key: key, merchant_order_nos: numbers }) =>
    id === undefined
      ? []
      : [
          {
            value: id,
            label: [numbers[0], id].filter(Boolean).join(" · "),
            mchid: mchidOf(key),
          },
        ],
  );

const mchidOf = (orderKey: unknown): string | null =>
  isObject(orderKey) && typeof orderKey["mchid"] === "string" ? orderKey["mchid"] : null;

/** The source of a notice, as the call takes it. */
export const sourceOf = (
  payable: string,
  mchid: string,
): { readonly transaction?: TransactionRepresentation; readonly transaction_id?: string } =>
  payable === EXAMPLE
    ? { transaction: { ...EXAMPLE_PAYMENT, mchid } }
    : { transaction_id: payable };
