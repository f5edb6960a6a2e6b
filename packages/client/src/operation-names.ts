import { OPERATIONS, type Operation, type OperationKey } from "@dingdan/contract";

/** What the client calls, by the contract's names. */
export type OperationName = OperationKey;

/** How an operation is called. */
export const interfaceOf = (operation: OperationName): Operation => OPERATIONS[operation];
