/** What was deleted of old orders: payments with their orders, and uploads that no payment came for. */
export const OLD_ORDER_KINDS = ["payment", "upload"] as const;
export type OldOrderKind = (typeof OLD_ORDER_KINDS)[number];

/** Counts the old orders that this process deletes. */
export class DeletedOrderCounts {
  readonly #counts = new Map<OldOrderKind, number>();

  count(kind: OldOrderKind): void {
    this.#counts.set(kind, this.of(kind) + 1);
  }

  of(kind: OldOrderKind): number {
    return this.#counts.get(kind) ?? 0;
  }
}
