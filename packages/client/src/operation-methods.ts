import type { Operation, ReplyOf } from "@dingdan/contract";
import type { AppOperations } from "./app-operations.js";
import type { AuthorizedOperationName } from "./operation-names.js";
import type { CallOptions } from "./options.js";
import type { ReadonlyRequestOf } from "./requests.js";

/** The type of an operation's method. An operation without parameters takes no request. */
export type OperationMethod<O extends Operation> = keyof ReadonlyRequestOf<O> extends never
  ? (callOptions?: CallOptions) => Promise<ReplyOf<O>>
  : (request: ReadonlyRequestOf<O>, callOptions?: CallOptions) => Promise<ReplyOf<O>>;

/** The methods of {@link AppOperations}: one for each operation that carries an access token. */
export type OperationMethods = Pick<AppOperations, AuthorizedOperationName>;
