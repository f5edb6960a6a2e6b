import type { Diagnosis, OperationKey } from "@dingdan/contract";

/**
 * What the log keeps of a body: all of it, its beginning, or a reading of bytes that are no text.
 */
export type BodyState = "whole" | "cut" | "no_text";

/** One call of the wire, as the request log keeps it: nothing secret is in it. */
export interface RequestRecord {
  readonly rid: string;
  /** When the call came, by the platform's clock. */
  readonly atMs: number;
  /** The app that the call was for; null when that could not be told. */
  readonly appid: string | null;
  /** The platform that called for the app; null when the app called itself. */
  readonly componentAppid: string | null;
  /** Null for a path or a method that is no interface's. */
  readonly operation: OperationKey | null;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly errcode: number;
  /** The path of the fault in the request; empty when it is the request as a whole, or none. */
  readonly fault: string;
  /** As it was answered, without the rid. */
  readonly message: string;
  /** The id of the diagnosis that explains the answer, or the error's own name; null for none. */
  readonly cause: string | null;
  readonly diagnoses: readonly Diagnosis[];
  readonly durationMs: number;
  readonly clientIp: string;
  readonly userAgent: string | null;
  /** As it was sent. */
  readonly contentType: string | null;
  readonly body: string;
  /** The size of the body that came. */
  readonly bodyBytes: number;
  readonly bodyState: BodyState;
  /** The members of the body whose values were masked; `(body)` where they cannot be told apart. */
  readonly redacted: readonly string[];
  readonly reply: string;
  /** `orderKeyText` of the order that the call was about; null for none, or one that breaks the rules. */
  readonly orderKey: string | null;
}

/** A record with its place in the log. */
export interface NumberedRequest extends RequestRecord {
  readonly number: number;
}
