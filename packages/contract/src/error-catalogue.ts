import { API_MANAGEMENT_ERRORS } from "./errors/api-management-errors.js";
import {
  ACCESS_TOKEN_ERRORS,
  BODY_ERRORS,
  TRANSPORT_ERRORS,
  WECHAT_ACCOUNT_ERRORS,
} from "./errors/auth-errors.js";
import type { CatalogueRow } from "./errors/catalogue-row.js";
import { SERVICE_PROVIDER_ERRORS } from "./errors/service-provider-errors.js";
import {
  OPEN_PERMISSION_ERRORS,
  SHIPPING_ERRORS,
  SHIPPING_STATE_ERRORS,
} from "./errors/shipping-errors.js";
import {
  SHIPPING_MANAGEMENT_ERRORS,
  SPECIAL_ORDER_ERRORS,
  TRADE_DELIVERY_ERRORS,
  TRADE_ORDER_KEY_ERRORS,
  TRADE_PAYMENT_ERRORS,
  TRADE_SUB_ORDER_ERRORS,
  TRADE_UPLOAD_ERRORS,
} from "./errors/shipping-management-errors.js";
import {
  ORDER_KEY_ERRORS,
  ORDER_LIST_ERRORS,
  PARAMETER_ERRORS,
  PAYER_ERRORS,
  PERMISSION_ERRORS,
  UPLOAD_ERRORS,
} from "./errors/shopping-order-errors.js";
import { THIRD_PARTY_ERRORS } from "./errors/third-party-errors.js";

export type { CatalogueRow } from "./errors/catalogue-row.js";

const ROWS = [
  ...TRANSPORT_ERRORS,
  ...ACCESS_TOKEN_ERRORS,
  ...THIRD_PARTY_ERRORS,
  ...PERMISSION_ERRORS,
  ...OPEN_PERMISSION_ERRORS,
  ...BODY_ERRORS,
  ...ORDER_KEY_ERRORS,
  ...ORDER_LIST_ERRORS,
  ...SHIPPING_ERRORS,
  ...PAYER_ERRORS,
  ...UPLOAD_ERRORS,
  ...SHIPPING_STATE_ERRORS,
  ...PARAMETER_ERRORS,
  ...SERVICE_PROVIDER_ERRORS,
  ...WECHAT_ACCOUNT_ERRORS,
  ...API_MANAGEMENT_ERRORS,
  ...SHIPPING_MANAGEMENT_ERRORS,
];

export type ErrorName = (typeof ROWS)[number]["name"];

/** All rows, in the order in which a call is checked. */
export const ERROR_CATALOGUE: readonly (CatalogueRow & { readonly name: ErrorName })[] = ROWS;

/** The errors of an order key, in answer order. */
export const ORDER_KEY_ERROR_NAMES = ORDER_KEY_ERRORS.map((row) => row.name);
/** The errors of an upload's merchant orders, their items and links. */
export const ORDER_LIST_ERROR_NAMES = ORDER_LIST_ERRORS.map((row) => row.name);
/** The errors of parcels. */
export const SHIPPING_ERROR_NAMES = SHIPPING_ERRORS.map((row) => row.name);
/** The errors of a logistics call that contradicts the stored order. */
export const SHIPPING_STATE_ERROR_NAMES = SHIPPING_STATE_ERRORS.map((row) => row.name);
/** The errors of a payer's openid. */
export const PAYER_ERROR_NAMES = PAYER_ERRORS.map((row) => row.name);
/** The errors of an upload's remaining fields. */
export const UPLOAD_ERROR_NAMES = UPLOAD_ERRORS.map((row) => row.name);

/** The errors of an order key of shipping information management, in answer order. */
export const TRADE_ORDER_KEY_ERROR_NAMES = TRADE_ORDER_KEY_ERRORS.map((row) => row.name);
/** The errors of the sub-orders of a combined upload. */
export const TRADE_SUB_ORDER_ERROR_NAMES = TRADE_SUB_ORDER_ERRORS.map((row) => row.name);
/** The errors of what a payment's goods are sent with. */
export const TRADE_DELIVERY_ERROR_NAMES = TRADE_DELIVERY_ERRORS.map((row) => row.name);
/** The errors of an upload's remaining fields. */
export const TRADE_UPLOAD_ERROR_NAMES = TRADE_UPLOAD_ERRORS.map((row) => row.name);
/** The errors of an upload that contradicts its payment. */
export const TRADE_PAYMENT_ERROR_NAMES = TRADE_PAYMENT_ERRORS.map((row) => row.name);
/** The errors of declaring a special order. */
export const SPECIAL_ORDER_ERROR_NAMES = SPECIAL_ORDER_ERRORS.map((row) => row.name);

type NamedRow = CatalogueRow & { readonly name: ErrorName };

const BY_NAME = new Map<ErrorName, NamedRow>(ROWS.map((row) => [row.name, row]));
const BY_CODE = new Map<number, readonly NamedRow[]>();
for (const row of ROWS) BY_CODE.set(row.code, [...(BY_CODE.get(row.code) ?? []), row]);

/** The row of an error, by its name. */
export function errorNamed(name: ErrorName): NamedRow {
  return BY_NAME.get(name) as NamedRow;
}

/**
 * The rows of an error code: several if two products have it, each with its own text. Empty for a code
 * that the catalogue does not have.
 */
export const findErrorsByCode = (code: number): readonly NamedRow[] => BY_CODE.get(code) ?? [];

/**
 * The row of an error code, or null for a code that the catalogue does not have.
 * @param operation the operation that returned the code; it decides between products that share one
 */
export function findErrorByCode(
  code: number,
  operation?: { readonly errors: readonly ErrorName[] } | null,
): NamedRow | null {
  const rows = findErrorsByCode(code);
  return rows.find(({ name }) => operation?.errors.includes(name)) ?? rows[0] ?? null;
}
