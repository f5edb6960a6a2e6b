import { getAccessToken, getStableAccessToken } from "./access-token.js";
import { confirmProductPermission } from "./confirm-product-permission.js";
import { getOrder } from "./get-order.js";
import { getRidInfo } from "./get-rid-info.js";
import type { Credential, Operation } from "./operation.js";
import { uploadShoppingInfo } from "./upload-shopping-info.js";
import { shoppingInfoVerifyUploadResult } from "./verify-upload-result.js";

/** Every interface of the wire, by the name that the SDK's method has. */
export const OPERATIONS = {
  getAccessToken,
  getStableAccessToken,
  uploadShoppingInfo,
  shoppingInfoVerifyUploadResult,
  confirmProductPermission,
  getOrder,
  getRidInfo,
} as const satisfies Record<string, Operation>;

export type OperationKey = keyof typeof OPERATIONS;

/** The operations that carry a certain credential. */
export type OperationKeyWith<C extends Credential> = {
  [Key in OperationKey]: (typeof OPERATIONS)[Key]["credential"] extends C ? Key : never;
}[OperationKey];

/** Whether an operation carries a certain credential. */
export function hasCredential<C extends Credential>(
  key: OperationKey,
  credential: C,
): key is OperationKeyWith<C> {
  return OPERATIONS[key].credential === credential;
}

/** The key of the operation that the documents call so, in any case of letters, or null. */
export function findOperationKey(name: string): OperationKey | null {
  const wanted = name.toLowerCase();
  const keys = Object.keys(OPERATIONS) as OperationKey[];
  return keys.find((key) => OPERATIONS[key].name.toLowerCase() === wanted) ?? null;
}
