import {
  allViolations,
  broken,
  firstViolation,
  type Operation,
  type RuleContext,
  type Unchecked,
  type Violation,
} from "@dingdan/contract";
import { parseBody } from "./request-body.js";

/** The parameters of a call as received. */
export interface SentRequest {
  readonly query: Unchecked;
  /** The bytes as received; undefined for no body. */
  readonly body: Buffer | undefined;
}

export interface BrokenRequest {
  readonly kind: "broken";
  readonly violation: Violation;
}

/** The parameters of a call that keeps the rules of its interface, or the first rule that it breaks. */
export type JudgedRequest = { readonly kind: "kept"; readonly request: Unchecked } | BrokenRequest;

export function judgeRequest(
  operation: Operation,
  { query, body }: SentRequest,
  context: RuleContext,
): JudgedRequest {
  const read =
    operation.parameters === "query"
      ? ({ kind: "read", request: query } as const)
      : readBody(body, operation.parameters === "body-optional");
  if (read.kind === "broken") return answeredBy(operation, read);
  const violation = firstViolation(operation, read.request, context);
  return violation === null
    ? { kind: "kept", request: read.request }
    : { kind: "broken", violation };
}

/** Shipping information management answers with an error's text alone, also about a body that is none. */
const answeredBy = ({ group }: Operation, { violation }: BrokenRequest): BrokenRequest => ({
  kind: "broken",
  violation: group === "shipping-management" ? { ...violation, isTextOnly: true } : violation,
});

/** A dry-run reports at most this many violations and drops the rest: a list may have any length. */
const VIOLATIONS_MAX = 1000;

/** The same, with every rule that the call breaks. */
export type JudgedDryRunRequest =
  | { readonly kind: "kept"; readonly request: Unchecked }
  | { readonly kind: "broken"; readonly violations: readonly Violation[] };

/** Judges a dry-run by all rules. Its body may also hold the parameters that the call has in its query. */
export function judgeDryRunRequest(
  operation: Operation,
  { query, body }: SentRequest,
  context: RuleContext,
): JudgedDryRunRequest {
  const read = readBody(body, operation.parameters !== "body");
  if (read.kind === "broken") return { kind: "broken", violations: [read.violation] };
  const request = operation.parameters === "query" ? { ...query, ...read.request } : read.request;
  const violations = allViolations(operation, request, context);
  return violations.length === 0
    ? { kind: "kept", request }
    : { kind: "broken", violations: violations.slice(0, VIOLATIONS_MAX) };
}

type ReadRequest = { readonly kind: "read"; readonly request: Unchecked } | BrokenRequest;

function readBody(raw: Buffer | undefined, isOptional: boolean): ReadRequest {
  const body = parseBody(raw);
  switch (body.kind) {
    case "object":
      return { kind: "read", request: body.value };
    case "broken":
      return body;
    case "absent":
      return isOptional
        ? { kind: "read", request: {} }
        : { kind: "broken", violation: broken("EMPTY_BODY", "") };
  }
}
