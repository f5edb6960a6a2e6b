import type { DiagnosisReport, Text } from "@dingdan/contract";

/** One problem that the user must fix, and how. */
export interface Problem {
  readonly message: Text;
  /** The next step, where one is known. */
  readonly hint?: Text;
}

/**
 * The command line is wrong or something that the command needs is missing: a bad flag, a missing
 * file, a server that does not respond. Lists all problems. Exit code 2.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map(({ message }) => message.en).join("; "));
    this.problems = problems;
  }
}

/** A reply of the wire whose `errcode` is not 0. */
export interface WireRefusal {
  readonly interface: "wire";
  readonly errcode: number;
  /** The server's text, without the rid. */
  readonly errmsg: string;
  /** The invalid part of the request; null if the server named none. */
  readonly path: string | null;
  readonly hint: string | null;
  /** The causes that the request shows, likeliest first. */
  readonly causes: readonly DiagnosisReport[];
  readonly rid: string | null;
}

/** A problem that the admin API returned (RFC 9457). */
export interface AdminRefusal {
  readonly interface: "admin";
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly hint: string | null;
  readonly violations: readonly { readonly path: string; readonly message: string }[];
}

export type Refusal = WireRefusal | AdminRefusal;

/** The server understood the call and rejected it. Exit code 1. */
export class RefusalError extends Error {
  override readonly name = "RefusalError";
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.interface === "wire" ? refusal.errmsg : refusal.detail);
    this.refusal = refusal;
  }
}

/** The code of an error of Node's system calls (`ENOENT`), or null for any other value. */
export function systemErrorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !("code" in error)) return null;
  return typeof error.code === "string" ? error.code : null;
}

/** The message of the innermost cause of an error: "connect ECONNREFUSED …". */
export function reasonOf(error: unknown): string {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error)
    innermost = innermost.cause;
  if (!(innermost instanceof Error)) return String(innermost);
  // The error for a host with several addresses has a code but no message.
  return innermost.message || systemErrorCode(innermost) || innermost.name;
}
