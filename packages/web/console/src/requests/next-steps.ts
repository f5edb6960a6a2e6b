import type { DiagnosisId, ErrorName, OperationKey } from "@dingdan/contract";

/**
 * What a person can do about the cause of a reply, in this console:
 * - `edit`: correct the request, by itself where the mistake shows what was meant, else on the page Try it;
 * - `tryAs`: open the request on that page as one of another operation;
 * - `replay`: send it again unchanged, once the cause is gone (a sandbox);
 * - `pay`: record the payment that it is about (a sandbox);
 * - the others: the call, or the page, that their names say.
 */
export type NextStep =
  | "openPermission"
  | "signAgreement"
  | "submitReview"
  | "approve"
  | "replay"
  | "edit"
  | "pay"
  | "order"
  | "shipping"
  | "tokenCalls"
  | "appCalls"
  | "appSettings"
  | { readonly tryAs: OperationKey };

type Steps = readonly NextStep[];

const each = <const Id extends string>(ids: readonly Id[], steps: Steps) =>
  Object.fromEntries(ids.map((id) => [id, steps])) as Readonly<Record<Id, Steps>>;

/** The steps for each cause, the first one first. The type misses none; an empty list is a decision. */
export const STEPS_OF_DIAGNOSES: Readonly<Record<DiagnosisId, Steps>> = {
  // The program sends something else: its code must change, and the hint says how.
  ...each(
    [
      "query-without-question-mark",
      "trailing-slash",
      "double-slash",
      "unknown-operation",
      "wrong-path",
      "wrong-method",
      "token-in-body",
      "token-in-header",
      "token-misnamed",
      "grant-type",
      "body-lost",
      "multipart-body",
      "xml-body",
      "gbk-body",
      "not-utf8-body",
      "nul-in-body",
      "utf16-body",
      "compressed-body",
    ],
    [],
  ),

  // Access.
  ...each(["token-placeholder", "token-replaced", "token-of-another-app"], ["tokenCalls"]),
  "too-many-wrong-secrets": ["tokenCalls", "appSettings"],
  "permission-closed": ["openPermission", "replay"],
  "permission-closed-since": ["openPermission", "submitReview", "approve"],
  "not-approved": ["submitReview", "approve"],
  "not-admitted": ["appSettings"],
  "mchid-not-bound": ["edit", "appSettings"],

  // A body of another operation.
  ...each(["logistics-body", "shopping-logistics-body"], [{ tryAs: "uploadShippingInfo" }]),
  "combined-body": [{ tryAs: "uploadCombinedShoppingInfo" }],
  "combined-logistics-body": [{ tryAs: "uploadCombinedShippingInfo" }],
  ...each(["plain-body", "details-body"], [{ tryAs: "uploadShoppingInfo" }]),
  "sibling-shipping-body": [{ tryAs: "secUploadShippingInfo" }],
  "combined-endpoint": [{ tryAs: "secUploadShippingInfo" }],
  "plain-endpoint": [{ tryAs: "secUploadCombinedShippingInfo" }],
  "combined-payment-plain-upload": [{ tryAs: "uploadCombinedShoppingInfo" }, "order"],
  "plain-payment-combined-upload": [{ tryAs: "uploadShoppingInfo" }, "order"],
  "other-shippings": ["order"],

  // A field of the request.
  ...each(
    [
      "form-body",
      "json-in-string",
      "list-for-body",
      "json-breaks-off",
      "json-trailing-comma",
      "json-quotes",
      "order-key-flattened",
      "mch-id",
      "field-misnamed",
      "blank-around-value",
      "other-form",
      "enum-name-unknown",
      "enum-number-unknown",
      "link-of-another-app",
      "number-for-string",
      "object-for-list",
      "numbered-object",
      "list-for-object",
      "list-for-string",
      "link-type-swapped",
      "link-without-scheme",
      "link-scheme-case",
      "link-scheme-other",
      "link-relative",
      "blank-around-link",
      "blank-in-link",
      "picture-not-https",
      "page-path-as-url",
      "price-in-yuan",
      "price-not-rounded",
      "price-with-fraction",
      "price-negative",
      "price-as-text",
      "quantity-as-text",
      "length-in-bytes",
      "openid-at-top-level",
      "payer-as-text",
      "plus-lost",
      "offset-without-colon",
      "offset-missing",
      "blank-in-time",
      "seconds-missing",
      "comma-fraction",
      "zone-in-brackets",
      "zone-name",
      "date-form",
      "compact-time",
      "chinese-date",
      "date-text",
      "time-as-list",
      "time-of-day-missing",
      "no-such-time",
      "unix-time",
      "local-time-stamped-utc",
      "utc-time-stamped-local",
      "item-in-two-orders",
      "carrier-code-case",
      "carrier-name",
      "appid-missing",
      "boolean-as-text",
      "split-without-courier",
      "entry-for-each-good",
      "all-delivered-missing",
      "sf-contact-missing",
      "mask-hides-last-four",
      "phone-unmasked",
      "swapped-key",
      "not-a-transaction-id",
      "not-a-part",
      "sub-merchant",
      "no-description",
      "milliseconds",
      "received-in-future",
      "escaped-twice",
      "carrier-unknown",
      "unknown-member",
      "time-fraction",
      "clock-ahead",
    ],
    ["edit"],
  ),
  "member-refused": ["edit", "appSettings"],

  // The stored order.
  ...each(
    [
      "stored-time-ahead",
      "stale-upload-time",
      "other-form-first",
      "sub-orders-mismatch",
      "sub-order-unknown",
      "sub-order-missing",
      "sub-order-repeated",
      "shipped-payer-mismatch",
      "unknown-sub-order",
      "unknown-item",
      "payer-mismatch",
      "payer-is-providers",
      "asked-payer-mismatch",
    ],
    ["edit", "order"],
  ),
  ...each(["order-locked", "payment-of-another-app"], ["order"]),
  "not-uploaded": [{ tryAs: "uploadShoppingInfo" }],
  unpaid: ["pay", "order"],

  // The payment in shipping information management.
  "trade-payment-unknown": ["pay", "shipping"],
  ...each(["trade-payer-mismatch", "trade-payer-is-providers", "wrong-app"], ["edit", "shipping"]),
  "too-early": ["replay", "shipping"],
  ...each(
    ["trade-not-newer", "too-many-parcels", "last-parcel-left-open", "received-before-shipped"],
    ["edit", "shipping"],
  ),
  ...each(
    [
      "before-authorization",
      "trade-refunded",
      "trade-confirmed",
      "trade-settled",
      "already-stored",
      "trade-finished",
      "retry-spent-chance",
      "nothing-shipped",
      "receipt-not-confirmed",
      "confirmed-by-buyer",
      "confirmed-by-timer",
    ],
    ["shipping"],
  ),
  ...each(["paid-before-admission", "paid-while-not-managed"], ["appSettings", "shipping"]),
  // Such payments are never under management: nothing is to be done for them.
  ...each(["devtools-payment", "foreign-currency", "not-mini-program"], []),

  // Objects of the operator's interface, whose calls are not in the request log.
  ...each(
    [
      "notification-encrypted",
      "cloud-callback",
      "pay-v2-notification",
      "refund-as-payment",
      "payment-as-refund",
      "payment-not-made",
      "total-fee",
      "amount-not-object",
      "amount-as-text",
      "amount-in-yuan",
      "amount-not-rounded",
      "amount-with-fraction",
      "minor-amount-as-text",
      "minor-amount-in-major-unit",
      "minor-amount-not-rounded",
      "minor-amount-with-fraction",
      "sub-openid-missing",
      "sub-appid-missing",
      "combined-member-name",
      "ordinary-member-name",
    ],
    [],
  ),
};

/** The steps for errors that explain themselves. A field that any other error names can be edited. */
export const STEPS_OF_ERRORS: Readonly<Partial<Record<ErrorName, Steps>>> = {
  ...each(
    [
      "ACCESS_TOKEN_MISSING",
      "INVALID_CREDENTIAL",
      "INVALID_ACCESS_TOKEN",
      "ACCESS_TOKEN_EXPIRED",
      "INVALID_APPID",
    ],
    ["tokenCalls"],
  ),
  ...each(["INVALID_APPSECRET", "IP_NOT_WHITELISTED"], ["appSettings", "tokenCalls"]),
  ...each(
    ["MINUTE_QUOTA_REACHED", "DAILY_QUOTA_REACHED", "FREQUENCY_LIMIT_REACHED"],
    ["appCalls", "appSettings"],
  ),
  AGREEMENT_NOT_SIGNED: ["signAgreement"],
  CATEGORY_NOT_OPEN: ["appSettings"],
  API_UNAUTHORIZED: ["appSettings"],
  COMPONENT_NOT_AUTHORIZED: ["appSettings"],
  SHOPPING_DETAILS_NOT_UPLOADED: [{ tryAs: "uploadShoppingInfo" }],
  SYSTEM_ERROR: ["replay"],
  TRADE_SYSTEM_ERROR: ["replay"],
};

/** What can be done about a call. @param causes its diagnoses, and the name of its error */
export function nextSteps(
  causes: readonly string[],
  { hasField }: { readonly hasField: boolean },
): Steps {
  const steps: Readonly<Record<string, Steps | undefined>> = {
    ...STEPS_OF_ERRORS,
    ...STEPS_OF_DIAGNOSES,
  };
  for (const cause of causes) {
    const known = Object.hasOwn(steps, cause) ? steps[cause] : undefined;
    if (known !== undefined) return known;
  }
  return hasField ? ["edit"] : [];
}
