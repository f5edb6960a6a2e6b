import type { OperationKey, Violation } from "@dingdan/contract";

/** An answered call as it was received, including its secrets: it must be redacted before it is stored. */
export interface AnsweredCall {
  readonly rid: string;
  readonly atMs: number;
  readonly appid: string | null;
  readonly componentAppid: string | null;
  readonly operation: OperationKey | null;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly durationMs: number;
  readonly clientIp: string;
  readonly userAgent: string | null;
  readonly contentType: string | null;
  readonly hasAuthorizationHeader: boolean;
  readonly body: Buffer | undefined;
  readonly reply: Readonly<Record<string, unknown>>;
  readonly message: string;
  /** The rule that the call broke; null for a success. */
  readonly violation: Violation | null;
}
