import { editDistance } from "../edit-distance.js";
import { OPERATIONS } from "../operations/index.js";
import type { Operation } from "../operations/operation.js";
import { isMissing } from "../rules/limits.js";
import type { RefusedCall } from "./diagnosed-call.js";
import { type Diagnosis, found } from "./diagnosis.js";
import { byLikeness } from "./nearest.js";

const operations = (): readonly Operation[] => Object.values(OPERATIONS);
const pathsOf = ({ path, aliasPaths = [] }: Operation): readonly string[] => [path, ...aliasPaths];

/** 40066: no operation has the path. */
export function* pathCauses({ path }: RefusedCall): Generator<Diagnosis> {
  const paths = operations().flatMap(pathsOf);
  // The path is right: another server than the expected one answered.
  if (paths.includes(path)) return;
  const dryRun = /^\/dingdan\/v1\/validate\/(.+)$/.exec(path)?.[1];
  if (dryRun !== undefined) {
    const names = operations()
      .filter(({ credential }) => credential === "access_token")
      .map(({ name }) => name);
    const [wanted = ""] = byLikeness(dryRun, names);
    yield found("unknown-operation", "", { found: dryRun, wanted });
    return;
  }
  const whole = path.split("&", 1)[0] ?? "";
  if (whole !== path && paths.includes(whole)) {
    yield found("query-without-question-mark", "", { wanted: whole });
  }
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed !== path && paths.includes(trimmed)) {
    yield found("trailing-slash", "", { wanted: trimmed });
  }
  const single = path.replaceAll(/\/{2,}/g, "/").replace(/\/$/, "");
  if (path.includes("//") && paths.includes(single)) {
    yield found("double-slash", "", { wanted: single });
  }
  const [nearest] = byLikeness(path, paths);
  // Up to half of it may differ (an extra version or verb); beyond that, a guess would mislead.
  if (nearest !== undefined && editDistance(path.slice(0, 100), nearest) <= nearest.length / 2) {
    yield found("wrong-path", "", { found: path, wanted: nearest });
  }
}

/** 43001, 43002, 10120405: the operation has another method. */
export function* methodCauses({ method, path }: RefusedCall): Generator<Diagnosis> {
  const operation = operations().find((candidate) => pathsOf(candidate).includes(path));
  if (operation !== undefined && operation.method !== method) {
    yield found("wrong-method", "", { found: method, wanted: operation.method });
  }
}

/** 41001: no access_token in the query. */
export function* missingTokenCauses(call: RefusedCall): Generator<Diagnosis> {
  const { query, body, path } = call;
  const misnamed = Object.keys(query).find((name) => /^(?:access[-_]?)?token$/i.test(name));
  if (misnamed !== undefined && misnamed !== "access_token") {
    yield found("token-misnamed", "", { found: misnamed });
  }
  if (!isMissing(body["access_token"])) {
    yield found("token-in-body", "access_token", { wanted: path });
  }
  if (call.hasAuthorizationHeader) yield found("token-in-header", "", { wanted: path });
}

const PLACEHOLDER =
  /^(?:access_?token|your_?access_?token|token|undefined|null|none|nan|false|\[object object\]|[{<$%].*|xxx*)$/i;

/** 40001: the token was never issued. */
export function* unknownTokenCauses({ query }: RefusedCall): Generator<Diagnosis> {
  const token = query["access_token"];
  const first: unknown = Array.isArray(token) ? token[0] : token;
  if (typeof first === "string" && PLACEHOLDER.test(first)) {
    yield found("token-placeholder", "", { found: first.slice(0, 40) });
  }
}
