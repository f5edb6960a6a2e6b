import {
  broken,
  type Diagnosis,
  type ErrorName,
  type Text,
  type Violation,
} from "@dingdan/contract";

/** How a call of the wire ends, faults of ours apart: those are thrown. */
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

/** A success of an interface that answers with the usual envelope. */
export const ok = (members: Readonly<Record<string, unknown>> = {}): WireOutcome =>
  answered({ errcode: 0, errmsg: "ok", ...members });

export const refused = (violation: Violation): Refused => ({ kind: "refused", violation });

/** Refuses for an error of the catalogue. */
export const refuse = (
  name: ErrorName,
  path = "",
  reason: Text | null = null,
  cause?: Diagnosis,
): Refused => refused(broken(name, path, reason, cause));
