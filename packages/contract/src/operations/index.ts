import { getAccessToken, getStableAccessToken } from "./access-token.js";
import { confirmProductPermission } from "./confirm-product-permission.js";
import { getOrder } from "./get-order.js";
import type { Operation } from "./operation.js";
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
} as const satisfies Record<string, Operation>;

export type OperationKey = keyof typeof OPERATIONS;

/** The operation of that name, in any case of letters, or null. */
export function findOperation(name: string): Operation | null {
  const wanted = name.toLowerCase();
  const found = Object.values(OPERATIONS).find(
    (operation) => operation.name.toLowerCase() === wanted,
  );
  return found ?? null;
}
