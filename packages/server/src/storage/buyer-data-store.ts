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

/** All buyers, among whom a restored database looks for those that were erased since its backup. */
export interface KnownBuyers {
  /** The recorded erasures, without a limit: a row is about 100 bytes. */
  listTombstones(): Promise<readonly Tombstone[]>;
  /** Every buyer of orders, payments and sessions, some at a time, some of them several times. */
  allBuyers(): AsyncIterable<readonly Buyer[]>;
  /** The logged calls with openids, some at a time. */
  sealedCalls(): AsyncGenerator<
    readonly { readonly appid: string; readonly rid: string; readonly sealedOpenids: string }[]
  >;
}

/** What the platform stores about one buyer of an app. */
export interface BuyerDataStore extends KnownBuyers {
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
  /** Records that a payment is erased: its refunds are refused, and those that came before it are deleted. */
  buryPayment(payment: {
    /** The keyed hashes of its names. */
    readonly nameHashes: readonly string[];
    readonly transactionIds: readonly string[];
    readonly erasedAtMs: number;
  }): Promise<void>;
  /**
   * Records, sealed, what an erasure is about to erase: its rows no longer lead to it afterwards.
   * @param unite with what an erasure that has no receipt yet has found; null when there is none
   * @returns what is recorded now
   */
  noteTrail(buyerHash: string, unite: (sealedTrail: string | null) => string): Promise<string>;
  /** Erases what a trail leads to, in small commits. It counts the rows of each table. */
  erase(trail: BuyerTrail, work: EraseWork): Promise<void>;
  /**
   * Stores the receipt of an erasure, which ends it.
   * @param receiptOf what was removed since the buyer's last receipt, by any process
   */
  finish(
    buyerHash: string,
    receiptOf: (removed: ErasedCounts) => StoredReceipt,
  ): Promise<StoredReceipt>;
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

export interface EraseWork {
  readonly buyerHash: string;
  /** What is recorded about the erasure until it has its receipt. */
  readonly sealedTrail: string;
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
