/** The keyed hashes by which a report is compared with the erasures. */
export interface ErasureMarks {
  /** Of the payers. */
  readonly buyers: readonly string[];
  /** Of the names of the payment and its parts. */
  readonly names: readonly string[];
}

/** When what has this hash was erased; null when it was not. */
export type ErasedAtMs = (hash: string) => number | null;

/**
 * Whether a report of a payment would bring an erased buyer back: the payment was erased, or it was paid
 * by the buyer before the erasure. A later purchase is new.
 * @param marks absent without the key of the hashes: then nothing was erased
 */
export const isErasedReport = (
  marks: ErasureMarks | undefined,
  paidAtMs: number,
  erasedAtMs: ErasedAtMs,
): boolean =>
  marks !== undefined &&
  (marks.names.some((name) => erasedAtMs(name) !== null) ||
    marks.buyers.some((buyer) => (erasedAtMs(buyer) ?? Number.NEGATIVE_INFINITY) >= paidAtMs));

export const hashesIn = ({ buyers, names }: ErasureMarks): string[] => [...buyers, ...names];
