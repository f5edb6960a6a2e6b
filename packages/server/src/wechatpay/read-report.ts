import {
  type Infer,
  type ObjectSchema,
  type ReadValue,
  readValue,
  type SchemaViolation,
  text,
} from "@dingdan/contract";
import { isDeeperThan } from "../http/depth.js";
import { withoutBlanks } from "../payments/blanks.js";

/**
 * Reads an object that WeChat Pay signed, such as the resource of a notice or the reply to a query. Its
 * members that are null or an empty text count as absent, before the schema is checked.
 */
export const readReport = <const S extends ObjectSchema>(
  schema: S,
  object: unknown,
): ReadValue<Infer<S>> =>
  isDeeperThan(object, DEPTH_MAX)
    ? { kind: "broken", violations: [TOO_DEEP] }
    : readValue(schema, withoutBlanks(object));

/** A deeper object is refused. It is stored unchanged, and printing it recurses once for each level. */
const DEPTH_MAX = 100;

const TOO_DEEP: SchemaViolation = {
  path: "",
  reason: text(`is nested deeper than ${DEPTH_MAX} levels`, `嵌套超过 ${DEPTH_MAX} 层`),
};
