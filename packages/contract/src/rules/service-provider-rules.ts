import type { ObjectSchema } from "../schema.js";
import { GOODS_ID, PAGE_LIMIT_MAX } from "../schemas/resource-package.js";
import { ORDER_ID_PATTERN } from "../schemas/service-provider-order.js";
import { type Text, text } from "../text.js";
import { isMissing, type Unchecked, valueViolations } from "./limits.js";
import { broken, type Violation } from "./violation.js";

const ORDER_ID = new RegExp(ORDER_ID_PATTERN);
const ID = new RegExp(GOODS_ID.pattern);

/**
 * The non-negative integer of a value: a JSON number or a string of digits; null for other values.
 * WeChat's operations accept both, and a query has only strings.
 *
 * `parseWholeNumber("20")` and `parseWholeNumber(20)` are `20`; `parseWholeNumber("-1")` is null.
 */
export function parseWholeNumber(value: unknown): number | null {
  if (typeof value === "string") return /^\d{1,15}$/.test(value) ? Number(value) : null;
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : null;
}

/** The id of goods in a value, a string of digits or a number; null for other values. */
export function parseGoodsId(value: unknown): string | null {
  const id = Number.isSafeInteger(value) ? String(value) : value;
  return typeof id === "string" && ID.test(id) ? id : null;
}

/** A broken parameter: 10120002. */
export const parameterError = (path: string, reason: Text): Violation =>
  broken("SERVICE_PROVIDER_PARAMETER_ERROR", path, reason);

const missing = (path: string) => parameterError(path, text("is missing", "缺失"));

/** Yields the missing parameters. */
export function* missingViolations(
  request: Unchecked,
  names: readonly string[],
): Generator<Violation> {
  for (const name of names) if (isMissing(request[name])) yield missing(name);
}

/** Yields the broken rules of required parameters: presence and schema. */
export function* requiredViolations(
  schema: ObjectSchema,
  request: Unchecked,
  names: readonly string[],
): Generator<Violation> {
  for (const name of names) {
    const member = schema.properties[name];
    if (isMissing(request[name])) yield missing(name);
    else if (member !== undefined) {
      for (const { path, reason } of valueViolations(member, request[name], name)) {
        yield broken("SERVICE_PROVIDER_PARAMETER_ERROR", path, reason);
      }
    }
  }
}

/** Yields the broken rules of a required goods id, except whether the goods exist. */
export function* goodsIdViolations(request: Unchecked, name: string): Generator<Violation> {
  if (isMissing(request[name])) yield missing(name);
  else if (parseGoodsId(request[name]) === null) {
    yield parameterError(name, text("must be digits", "应为数字"));
  }
}

/** Yields the broken rules of an optional non-negative integer. */
export function* wholeNumberViolations(request: Unchecked, name: string): Generator<Violation> {
  if (!isMissing(request[name]) && parseWholeNumber(request[name]) === null) {
    yield parameterError(name, text("must be an integer, 0 or more", "应为非负整数"));
  }
}

/** Yields a malformed orderId; other rules report its absence. */
export function* orderIdFormViolations({ orderId }: Unchecked): Generator<Violation> {
  if (!isMissing(orderId) && (typeof orderId !== "string" || !ORDER_ID.test(orderId))) {
    yield broken(
      "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
      "orderId",
      text("must be DD and 19 digits", "应为 DD 加 19 位数字"),
    );
  }
}

/** Yields the broken rules of an spuId and the requested page, in answer order. */
export function* spuPageViolations(request: Unchecked): Generator<Violation> {
  const { limit } = request;
  yield* missingViolations(request, ["spuId", "offset"]);
  yield* wholeNumberViolations(request, "offset");
  const count = parseWholeNumber(limit);
  if (isMissing(limit)) yield missing("limit");
  else if (count === null || count < 1) {
    yield parameterError("limit", text("must be an integer, 1 or more", "应为正整数"));
  }
  if (count !== null && count > PAGE_LIMIT_MAX) {
    yield broken(
      "PAGE_LIMIT_TOO_LARGE",
      "limit",
      text(
        `must be at most ${PAGE_LIMIT_MAX}, got ${count}`,
        `不得大于 ${PAGE_LIMIT_MAX}，实际为 ${count}`,
      ),
    );
  }
  yield* spuIdFormViolations(request, "spuId");
}

/** Yields a malformed SPU id; other rules report its absence. */
export function* spuIdFormViolations(request: Unchecked, name: string): Generator<Violation> {
  if (!isMissing(request[name]) && parseGoodsId(request[name]) === null) {
    yield broken("SPU_ID_ILLEGAL", name, text("must be digits", "应为数字"));
  }
}
