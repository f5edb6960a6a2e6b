/**
 * What can become of a request at the receiver of WeChat Pay's notices. The name is the label of
 * `dingdan_wechatpay_notices_total`; docs/receive-wechat-pay.md says what to do about each.
 */
export const NOTICE_OUTCOMES = [
  "recorded",
  "repeated",
  "contradiction",
  "early_refund",
  "erased",
  "incomplete",
  "echo",
  "probe",
  "stale",
  "unknown_serial",
  "wrong_signature",
  "missing_header",
  "unsupported_type",
  "undecryptable",
  "xml",
  "not_a_notification",
  "wrong_merchant",
  "unknown_merchant",
  "unknown_path",
  "unknown_event",
  "unreadable",
  "too_large",
  "cut_off",
  "forward_failed",
  "fault",
] as const;
export type NoticeOutcome = (typeof NOTICE_OUTCOMES)[number];

/** Counts the requests at the receiver of notices, by outcome. */
export class NoticeCounts {
  readonly #counts = new Map<NoticeOutcome, number>();

  count(outcome: NoticeOutcome): void {
    this.#counts.set(outcome, this.of(outcome) + 1);
  }

  of(outcome: NoticeOutcome): number {
    return this.#counts.get(outcome) ?? 0;
  }
}
