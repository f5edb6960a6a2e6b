import type { OperationKey } from "../operations/index.js";
import type { Unchecked } from "../rules/limits.js";
import type { Violation } from "../rules/violation.js";

/** A call as the diagnosis sees it. */
export interface DiagnosedCall {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Unchecked;
  readonly hasAuthorizationHeader: boolean;
  readonly contentType: string | null;
  /** The bytes that came, and the text that they are; null when they are no UTF-8. */
  readonly bodyBytes: Uint8Array;
  readonly bodyText: string | null;
  /** Null for a path or a method that is no interface's. */
  readonly operation: OperationKey | null;
  /** The app that the call was for; null when that could not be told. */
  readonly appid: string | null;
  /** When it came. */
  readonly nowMs: number;
}

/** A call that broke a rule, with its body as far as it could be read. */
export interface RefusedCall extends DiagnosedCall {
  readonly violation: Violation;
  /** The parsed body; undefined when it is no JSON. */
  readonly json: unknown;
  /** The parsed body, when it is an object; otherwise an empty one. */
  readonly body: Unchecked;
}
