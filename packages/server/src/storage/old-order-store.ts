import type { ErasedCounts, EraseWork } from "./buyer-data-store.js";

/** A payment with its orders, or an upload that waits for its payment. */
export type OldOrder =
  | { readonly kind: "payment"; readonly appid: string; readonly id: string }
  | { readonly kind: "upload"; readonly appid: string; readonly orderKey: string };

/** Orders that are kept for a time, and then deleted. */
export interface OldOrderStore {
  /**
   * Finds the orders that were paid or uploaded before a time, some at a time. Something may have happened
   * to them since. It reads all payments and uploads in small steps, and other work runs in between.
   */
  find(beforeMs: number): AsyncIterableIterator<readonly OldOrder[]>;
  /**
   * Deletes an order with all that belongs to it, in one commit; its events are left to the feed. A later
   * report of its payment is recognised, as after an erasure.
   * @returns how many rows of each table; null when the order has changed since, or is not finished
   */
  delete(order: OldOrder, work: DeleteWork): Promise<ErasedCounts | null>;
}

export interface DeleteWork extends Pick<EraseWork, "hashOf" | "erasedAtMs"> {
  /** Nothing may have happened to the order since. */
  readonly beforeMs: number;
}
