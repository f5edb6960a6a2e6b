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
  /** The bytes of the body, and its text; null if the bytes are not UTF-8. */
  readonly bodyBytes: Uint8Array;
  readonly bodyText: string | null;
  /** Null if no operation has this path and method. */
  readonly operation: OperationKey | null;
  /** The app that the call is for; null if it could not be determined. */
  readonly appid: string | null;
  /** When the call arrived. */
  readonly nowMs: number;
}

/** A body as it was sent. */
export type SentBody = Pick<DiagnosedCall, "bodyBytes" | "bodyText">;

export interface ParsedBody extends SentBody {
  /** The parsed body; undefined if it is not JSON. */
  readonly json: unknown;
}

/** A rejected call, with its parsed body. */
export interface RefusedCall extends DiagnosedCall, ParsedBody {
  readonly violation: Violation;
  /** The parsed body if it is an object; otherwise an empty object. */
  readonly body: Unchecked;
}
