/**
 * The merchant number that WeChat Pay notifies of an object, with its keys: the one that placed the order,
 * in provider mode the provider's, of a combined payment the combining merchant's.
 * @param object a transaction, a combined transaction or a refund: JSON of any shape
 * @returns the digits of a number, which is refused when the object is read; null when it names none
 * @see wechatpay, §5.1, §5.2 and §5.3
 */
export function noticeMchid(object: unknown): string | null {
  const { combine_mchid, sp_mchid, mchid } = (object ?? {}) as Readonly<Record<string, unknown>>;
  // An empty text is no number, and not that of another merchant.
  const named = combine_mchid || sp_mchid || mchid;
  return (typeof named === "string" && named !== "") || typeof named === "number"
    ? String(named)
    : null;
}
