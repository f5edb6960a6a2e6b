import { OPERATIONS, type OperationKey } from "@dingdan/contract";
import { type Interface, THIRD_PARTY_INTERFACES } from "./third-party-interfaces.js";

/** What the client calls: the contract's operations, and those of third-party platforms. */
export type OperationName = OperationKey | keyof typeof THIRD_PARTY_INTERFACES;

const INTERFACES: Record<OperationName, Interface> = { ...THIRD_PARTY_INTERFACES, ...OPERATIONS };

/** How an operation is called. */
export const interfaceOf = (operation: OperationName): Interface => INTERFACES[operation];
