import {
  broken,
  type Diagnosis,
  type ErrorName,
  type Text,
  type Violation,
} from "@dingdan/contract";

/** The outcome of a call of the wire, except internal errors, which are thrown. */
export type WireOutcome =
  | { readonly kind: "answered"; readonly reply: Readonly<Record<string, unknown>> }
  | Refused;

export interface Refused {
  readonly kind: "refused";
  readonly violation: Violation;
}

export const answered = (reply: Readonly<Record<string, unknown>>): WireOutcome => ({
  kind: "answered",
  reply,
});

/** A success in the usual envelope: errcode 0 and errmsg "ok". */
export const ok = (members: Readonly<Record<string, unknown>> = {}): WireOutcome =>
  answered({ errcode: 0, errmsg: "ok", ...members });

export const refused = (violation: Violation): Refused => ({ kind: "refused", violation });

/** A rejected call, with an error of the catalogue. */
export const refuse = (
  name: ErrorName,
  path = "",
  reason: Text | null = null,
  cause?: Diagnosis,
): Refused => refused(broken(name, path, reason, cause));
