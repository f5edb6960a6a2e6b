import {
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
} from "@dingdan/contract";

/** An operation of the contract. The client can call each of them. */
export type OperationName = OperationKey;

/** An operation that carries an access token. The client has a method of this name. */
export type AuthorizedOperationName = OperationKeyWith<"access_token">;

/** How an operation is called. */
export const interfaceOf = (operation: OperationName): Operation => OPERATIONS[operation];
