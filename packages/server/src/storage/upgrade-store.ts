/** Brings the rows of earlier versions up to date while the platform runs, in small steps. */
export interface UpgradeStore {
  /**
   * Removes names that were made of a null or empty member, such as `1:null:ORDER1`, from the payments
   * that have them: at most `limit` names.
   */
  removeNullNames(limit: number): Promise<NameStep>;
  /**
   * Makes the outdated summaries among the next `limit` uploads again. It continues after the upload at
   * which the last step ended, in this process or another one.
   */
  renewSummaries(limit: number): Promise<SummaryStep>;
}

export interface NameStep {
  readonly removed: readonly RemovedName[];
  /** True when there are no such names; no later step finds any. */
  readonly isDone: boolean;
}

/** A name that was removed from the payment that had it. */
export interface RemovedName {
  readonly name: string;
  readonly appid: string;
  /** The id of the payment: see `Payment.id`. */
  readonly paymentId: string;
  /**
   * The apps whose upload waits for a payment with the same merchant order number. An earlier version
   * rejected the reports of such payments, because another payment had the name.
   */
  readonly sharedWith: readonly string[];
  /** True when the payment has no other name, so that no order key leads to it. */
  readonly isLast: boolean;
}

export interface SummaryStep {
  /** How many summaries were made again. */
  readonly renewed: number;
  /** The uploads whose summary stays outdated, because their rows cannot be read. */
  readonly failed: readonly FailedSummary[];
  /** True when no upload before the end has an outdated summary; no later step finds any. */
  readonly isDone: boolean;
}

export interface FailedSummary {
  readonly appid: string;
  readonly orderKey: string;
  readonly reason: string;
}
