import { type Text, text } from "../text.js";

/**
 * Every error that the wire knows, as data. The order of the rows has a meaning: within one object of
 * a request it is the order of judgement, so the first broken row answers the call. (One exception,
 * for a reason, is in `rules/link-rules.ts`.)
 */
export interface CatalogueRow {
  readonly name: string;
  /** What stands in `errcode`. */
  readonly code: number;
  /** When the error is answered. */
  readonly when: Text;
  /** The beginning of `errmsg`; the fault's path and the rid follow. */
  readonly message: Text;
  /** What stands between the message and the place or reason. @default ": " */
  readonly separator?: " ";
  /** What to do about it. */
  readonly hint: Text;
  /** The same call may succeed later without a change. */
  readonly retryable: boolean;
  /** The document that names the code. */
  readonly source: "auth" | "shopping-orders" | "shipping" | "service-provider";
  /** WeChat answers with it; Dingdan never does, and explains it for those who meet it. */
  readonly onlyWeChat?: true;
}

/** WeChat's own wording, which programs compare: it stays English in every language. */
export const verbatim = (wording: string): Text => text(wording, wording);
