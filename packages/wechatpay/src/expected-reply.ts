/** An answer that takes longer counts as none. @see wechatpay, §3 */
export const ANSWER_TIMEOUT_MS = 5_000;

/**
 * The pauses before WeChat Pay sends a notification again that was not accepted, in seconds: 24 h 4 min
 * in all. Afterwards only a query finds the payment.
 * @see wechatpay, §3
 */
export const RETRY_PAUSES_S: readonly number[] = [
  15, 15, 30, 180, 600, 1_200, 1_800, 1_800, 1_800, 3_600, 10_800, 10_800, 10_800, 21_600, 21_600,
];

/** Whether an answer accepts a notification. Only its status counts: 200 with the code FAIL accepts. */
export const isAccepted = (status: number): boolean => status === 200 || status === 204;
