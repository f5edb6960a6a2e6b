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

const BY_NAME = new Map(ERROR_CATALOGUE.map((row) => [row.name, row]));
const BY_CODE = new Map<number, CatalogueRow>(ERROR_CATALOGUE.map((row) => [row.code, row]));

/** The row of an error, by its name. */
export function errorNamed(name: ErrorName): CatalogueRow & { readonly name: ErrorName } {
  return BY_NAME.get(name) as CatalogueRow & { readonly name: ErrorName };
}

/** The row of an error code, or null for a code that the catalogue does not have. */
export function findErrorByCode(code: number): CatalogueRow | null {
  return BY_CODE.get(code) ?? null;
}
