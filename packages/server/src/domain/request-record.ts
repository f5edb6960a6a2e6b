import type { Diagnosis, OperationKey } from "@dingdan/contract";

/**
 * How the request log keeps a body: all of it, its beginning, or a decoding of bytes that are not text.
 */
export type BodyState = "whole" | "cut" | "no_text";

/** One call, as the request log keeps it: without secrets. */
export interface RequestRecord {
  readonly rid: string;
  /** When the call arrived, by the platform's clock. */
  readonly atMs: number;
  /** The app that the call was for; null when it is not known. */
  readonly appid: string | null;
  /** The platform that called for the app; null when the app called itself. */
  readonly componentAppid: string | null;
  /** Null for a path or a method that no operation has. */
  readonly operation: OperationKey | null;
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly errcode: number;
  /** The path of the fault in the request; empty when it concerns the entire request, or for a success. */
  readonly fault: string;
  /** The errmsg of the answer, without the rid. */
  readonly message: string;
  /** The id of the diagnosis that explains the answer, or the name of the error; null for none. */
  readonly cause: string | null;
  readonly diagnoses: readonly Diagnosis[];
  readonly durationMs: number;
  readonly clientIp: string;
  readonly userAgent: string | null;
  /** The Content-Type as received. */
  readonly contentType: string | null;
  readonly body: string;
  /** The size of the received body. */
  readonly bodyBytes: number;
  readonly bodyState: BodyState;
  /** The members of the body whose values were masked; `(body)` when the body is not JSON. */
  readonly redacted: readonly string[];
  readonly reply: string;
  /** `orderKeyText` of the order key in the call; null for none, or an invalid one. */
  readonly orderKey: string | null;
  /** The keyed hash of the call's openid; null for none, or without a seal key. */
  readonly openidHash: string | null;
  /**
   * The openids that are masked in the body and the query, sealed; empty when they are masked and not kept,
   * null when none is masked.
   */
  readonly sealedOpenids: string | null;
}

/** A record with its number in the log. */
export interface NumberedRequest extends RequestRecord {
  readonly number: number;
}
