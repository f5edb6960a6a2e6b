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
  /**
   * Records that a buyer is erased, before anything is. No report of a payment that begins to be recorded
   * after this brings the buyer back; those in progress have ended.
   */
  bury(tombstone: Tombstone): Promise<void>;
  /** Records that a payment is erased, by the keyed hashes of its names, so that its refunds are refused. */
  buryPayment(nameHashes: readonly string[], erasedAtMs: number): Promise<void>;
  /** What an erasure has found and removed that has no receipt yet; null when there is none. */
  unfinished(buyerHash: string): Promise<UnfinishedErasure | null>;
  /** Records, sealed, what an erasure is about to erase: its rows no longer lead to it afterwards. */
  noteTrail(buyerHash: string, sealedTrail: string): Promise<void>;
  /** Erases what a trail leads to, in small commits; returns how many rows of each table so far. */
  erase(trail: BuyerTrail, work: EraseWork): Promise<ErasedCounts>;
  /** Stores the receipt of an erasure, which ends it. */
  putReceipt(receipt: StoredReceipt): Promise<void>;
  /** The receipts, newest first. */
  listReceipts(page: {
    readonly before?: { readonly erasedAtMs: number; readonly id: string };
    readonly limit: number;
  }): Promise<StoredReceipt[]>;
}

/** What stays of an erased buyer. */
export interface Tombstone {
  readonly appid: string;
  readonly buyerHash: string;
  readonly erasedAtMs: number;
}

/** An erasure that was interrupted, or that another call is carrying out. */
export interface UnfinishedErasure {
  /** The uploads and payments that it found. */
  readonly sealedTrail: string;
  readonly removed: ErasedCounts;
}

export interface EraseWork {
  readonly buyerHash: string;
  /** How many rows of each table the erasure has removed before. */
  readonly removed: ErasedCounts;
  /** The hashes under which the request log finds the openid. */
  readonly openidHashes: readonly string[];
  /** The keyed hash of a payment's name. */
  readonly hashOf: (name: string) => string;
  readonly erasedAtMs: number;
}

export type ErasedCounts = Readonly<Partial<Record<BuyerTableName, number>>>;

export interface StoredReceipt extends Tombstone {
  readonly id: string;
  /** The receipt with its signature, in JSON. */
  readonly receipt: string;
}
