import {
  hasCredential,
  OPERATIONS,
  type Operation,
  type OperationKey,
  type OperationKeyWith,
  type ReplyOf,
} from "@dingdan/contract";
import type { CallOptions } from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";

type Operations = typeof OPERATIONS;

/** The operations that carry an access token, which are the client's methods. */
export type AuthorizedOperationName = OperationKeyWith<"access_token">;

/** The method of an operation; one without parameters takes no request. */
export type OperationMethod<O extends Operation> = keyof ReadonlyRequestOf<O> extends never
  ? (callOptions?: CallOptions) => Promise<ReplyOf<O>>
  : (request: ReadonlyRequestOf<O>, callOptions?: CallOptions) => Promise<ReplyOf<O>>;

/** One method for each operation of the contract that carries an access token. */
export type OperationMethods = {
  [Name in AuthorizedOperationName]: OperationMethod<Operations[Name]>;
};

/** Calls any operation that carries an access token by its name. */
abstract class Caller {
  abstract call<Name extends AuthorizedOperationName>(
    operation: Name,
    request: ReadonlyRequestOf<Operations[Name]>,
    callOptions?: CallOptions,
  ): Promise<ReplyOf<Operations[Name]>>;
}

/**
 * What a client extends to have the methods: each leads to its own `call`. They are made of the
 * contract's operations, so a new operation is a method without another word.
 */
export const WithOperationMethods = Caller as abstract new () => Caller & OperationMethods;

for (const name of Object.keys(OPERATIONS) as OperationKey[]) {
  if (hasCredential(name, "access_token")) {
    Object.defineProperty(WithOperationMethods.prototype, name, {
      value: methodOf(name),
      configurable: true,
      writable: true,
    });
  }
}

function methodOf(name: AuthorizedOperationName) {
  if (Object.keys(OPERATIONS[name].request.properties).length === 0) {
    return function (this: Caller, callOptions?: CallOptions) {
      return this.call(name, {}, callOptions);
    };
  }
  return function (this: Caller, request: never, callOptions?: CallOptions) {
    return this.call(name, request, callOptions);
  };
}
