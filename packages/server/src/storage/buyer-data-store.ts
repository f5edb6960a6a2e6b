import type { Buyer } from "../domain/buyer-data/buyer.js";
import type { BuyerTableName } from "../domain/buyer-data/tables.js";
import type { Row } from "./rows/row.js";

/** The uploads and payments of a buyer, by which the other rows are found. */
export interface BuyerTrail {
  readonly buyer: Buyer;
  readonly uploads: readonly TrailUpload[];
  readonly payments: readonly TrailPayment[];
  readonly tradeOrders: readonly TrailTradeOrder[];
}

export interface TrailUpload {
  readonly number: number;
  readonly appid: string;
  readonly orderKey: string;
  readonly names: readonly string[];
}

export interface TrailPayment {
  readonly appid: string;
  readonly id: string;
  /** Every name of the payment and its parts, as order keys. */
  readonly names: readonly string[];
  /** The payers, one in each app that it was made in. */
  readonly payers: readonly Buyer[];
  /** Where its uploads may be. */
  readonly places: readonly { readonly appid: string; readonly orderKey: string }[];
}

export interface TrailTradeOrder {
  readonly appid: string;
  readonly transactionId: string;
  readonly orderKeys: readonly string[];
}

/** What the platform stores about one buyer of an app. */
export interface BuyerDataStore {
  /**
   * Finds a buyer's uploads and payments. It reads all of them in small steps, since no index serves an
   * openid everywhere, and other work runs in between.
   */
  trail(buyer: Buyer): Promise<BuyerTrail>;
  /** A buyer's rows of one table, some at a time: the columns that an export contains. */
  rows(
    table: BuyerTableName,
    trail: BuyerTrail,
    openidHashes: readonly string[],
  ): AsyncIterable<readonly Row[]>;
}
