import {
  ERROR_CATALOGUE,
  type HttpOperation,
  isObject,
  readValue,
  type Schema,
} from "@dingdan/contract";
import type { MadeCall } from "./calls.js";

export interface ReceivedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
}

/** What is wrong with the answer to a damaged call; null for a documented answer. */
export function faultOf(call: MadeCall, answer: ReceivedAnswer): string | null {
  const { status, contentType, text } = answer;
  if (status === 0) return `no answer: ${text}`;
  if (status >= 500) return `HTTP ${status}`;
  const { made, isRouted } = call;
  const isFile =
    made.kind !== "wire" && made.operation.replyTypes?.some((type) => contentType.startsWith(type));
  if (isFile) return null;
  let body: unknown;
  try {
    body = JSON.parse(text, legible);
  } catch {
    return `the answer is not JSON but ${contentType}`;
  }
  if (!isObject(body)) return "the answer is not a JSON object";
  if (contentType.startsWith("application/problem+json")) {
    return problemFault(call, status, body);
  }
  if (made.kind === "wire") return wireFault(call, status, body);
  // Another path or method may name another operation, or one of the wire.
  if (!isRouted) return status < 300 ? null : `HTTP ${status} without a problem`;
  const isSuccess = status === (made.operation.status ?? 200);
  if (!isSuccess) return `HTTP ${status} is neither a success nor a problem`;
  return replyFault(made.operation.reply, body);
}

/** Answers quote damaged texts, which no schema allows, in escaped form. */
const legible = (_name: string, value: unknown) =>
  typeof value === "string" ? value.toWellFormed().replace(/\p{Cc}/gu, "?") : value;

/** True for the answer to a call that was carried out. */
export const isSuccess = ({ status, text }: ReceivedAnswer): boolean =>
  status >= 200 && status < 300 && !/^\{"errcode":-?[1-9]/.test(text);

const CODES = new Set<unknown>(ERROR_CATALOGUE.map(({ code }) => code));

function wireFault(
  { made, isRouted }: MadeCall,
  status: number,
  body: Readonly<Record<string, unknown>>,
): string | null {
  if (made.kind !== "wire") return null;
  if (status !== 200) return `HTTP ${status} on the wire`;
  const { errcode = 0 } = body;
  if (errcode === -1) return "errcode -1";
  if (errcode !== 0) {
    return CODES.has(errcode) ? null : `errcode ${String(errcode)} is not in the catalogue`;
  }
  return isRouted ? replyFault(made.operation.reply, body) : null;
}

/** The schema's violations in a reply. A null that the schema does not describe is one. */
function replyFault(schema: Schema, body: unknown): string | null {
  const read = readValue(schema, body);
  if (read.kind === "read") return read.value === body ? null : "the reply contains a null";
  const faults = read.violations.map(({ path, reason }) => `${path} ${reason.en}`);
  return `the reply is not the documented one: ${faults.join("; ")}`;
}

/** The statuses that any call of our own interfaces may get. */
const ANY_CALLS = new Set([400, 401, 403, 404, 413, 414]);

function problemFault(
  { made, isRouted, isDamaged }: MadeCall,
  status: number,
  body: Readonly<Record<string, unknown>>,
): string | null {
  const { operation } = made;
  const { title, detail, violations = [] } = body;
  if (body["status"] !== status) return `the problem's status is ${String(body["status"])}`;
  if (!isFilled(title) || !isFilled(detail)) return "the problem has no title or no detail";
  if (!Array.isArray(violations) || !violations.every(isViolation)) return "wrong violations";
  const documented = "problems" in operation && status in operation.problems;
  if (!documented && !ANY_CALLS.has(status)) return `HTTP ${status} is undocumented`;
  if (status !== 400 || !isRouted || !("problems" in operation)) return null;
  const ofSchema = violations.filter(({ path }) => !NAMES_OF_WHAT_EXISTS.has(path));
  if (!isDamaged && ofSchema.length > 0) return "a valid call is rejected";
  const unknown = violations.find(
    (violation) => !isPlaceOf(operation, violation.path) && !isUnknownParameter(violation),
  );
  return unknown === undefined ? null : `the schema has no path ${unknown.path}`;
}

/** No schema describes them: only what an earlier page gave, or what exists, is valid. */
const NAMES_OF_WHAT_EXISTS = new Set(["cursor", "after", "before", "order", "operation"]);

const isFilled = (value: unknown) => typeof value === "string" && value !== "";

const isViolation = (value: unknown): value is { path: string; message: string } =>
  isObject(value) && typeof value["path"] === "string" && isFilled(value["message"]);

/** True for a parameter of the query that the operation does not have. */
const isUnknownParameter = ({ message }: { readonly message: string }) =>
  /^is unknown; this operation takes|^未知，该操作/.test(message);

function isPlaceOf({ query, body }: HttpOperation, path: string): boolean {
  return [query, body].some((schema) => schema !== undefined && isPlaceIn(schema, path));
}

/** True for a path that a schema describes, or of an unknown member in an object that allows none. */
function isPlaceIn(schema: Schema, path: string): boolean {
  if (path === "") return true;
  if (!("type" in schema)) return false;
  if (schema.type === "array") {
    const index = /^\[\d*\]\.?/.exec(path)?.[0];
    return index !== undefined && isPlaceIn(schema.items, path.slice(index.length));
  }
  if (schema.type !== "object") return false;
  const isKnown = Object.entries(schema.properties).some(([name, member]) => {
    const rest = path.slice(name.length);
    return path.startsWith(name) && /^$|^[.[]/.test(rest)
      ? isPlaceIn(member, rest.replace(/^\./, ""))
      : false;
  });
  return isKnown || schema.additionalProperties === false;
}
