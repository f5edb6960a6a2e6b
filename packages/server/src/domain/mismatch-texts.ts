import { type Language, type Mismatch, type Text, text } from "@dingdan/contract";

/** Why an upload does not match: a mismatch, or a payment that turned out to be another app's. */
export type MismatchCause = Mismatch | "other_app";

/** Represents the field of the request in the texts below. */
const PATH = "{path}";

const TEXTS: Readonly<Record<MismatchCause, Text>> = {
  payer: text("the uploaded openid is not the payer's", "上传的 openid 不是付款人的 openid"),
  order_number_type: text(
    "the details of this payment were uploaded under another of its numbers",
    "该笔支付的订单已用另一种单号上传",
  ),
  sub_orders: text(
    `${PATH} does not agree with the parts of the payment`,
    `${PATH} 与支付的各笔子支付不一致`,
  ),
  other_app: text("the payment belongs to another app", "该笔支付属于另一个应用"),
};

/** The sentence that a timeline stores, in English. @param path the field of the request */
export const mismatchDetail = (cause: MismatchCause, path: string): string =>
  TEXTS[cause].en.replace(PATH, () => path);

/** The stored sentence in the reader's language; one of another version stays as it is. */
export function shownMismatchDetail(stored: string, language: Language): string {
  for (const { en, [language]: shown } of Object.values(TEXTS)) {
    const [before = "", after] = en.split(PATH);
    if (after === undefined) {
      if (stored === en) return shown;
    } else if (stored.startsWith(before) && stored.endsWith(after)) {
      const path = stored.slice(before.length, stored.length - after.length);
      return shown.replace(PATH, () => path);
    }
  }
  return stored;
}
