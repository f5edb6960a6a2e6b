import { type Text, text } from "../text.js";

/**
 * One error of the wire, as data. The order of the rows matters: within one object of a request the
 * rules are checked in this order, so the first broken row answers the call. (`rules/link-rules.ts`
 * has the one exception and its reason.)
 */
export interface CatalogueRow {
  readonly name: string;
  /** The value of `errcode`. */
  readonly code: number;
  /** When the error is returned. */
  readonly when: Text;
  /** The beginning of `errmsg`; the path of the broken value and the rid follow. */
  readonly message: Text;
  /** The text between the message and the path or reason. @default ": " */
  readonly separator?: " ";
  /** How to fix it. */
  readonly hint: Text;
  /** True: the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** The document that names the code. */
  readonly source:
    | "auth"
    | "shopping-orders"
    | "shipping"
    | "service-provider"
    | "shipping-management";
  /** True: only WeChat returns this error. Dingdan explains it for clients that receive it. */
  readonly onlyWeChat?: true;
}

/** WeChat's own wording, which clients compare: it stays English in every language. */
export const verbatim = (wording: string): Text => text(wording, wording);
