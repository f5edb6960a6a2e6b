import type { SqlValue } from "../rows/row.js";

/** `$1, $2, $3` for three columns: the VALUES of a row. */
export function parametersFor(columns: string): string {
  return columns
    .split(",")
    .map((_, index) => `$${index + 1}`)
    .join(", ");
}

/** A condition, with a `?` where its value goes; one without a value is left out. */
export type Condition = readonly [sql: string, value: SqlValue | undefined];

/** The WHERE of those conditions that have a value, whose values come first among the statement's. */
export function whereAll(conditions: readonly Condition[]): {
  readonly where: string;
  readonly values: SqlValue[];
} {
  const given = conditions.filter(([, value]) => value !== undefined);
  const all = given.map(([sql], index) => sql.replaceAll("?", `$${index + 1}`));
  return {
    where: all.length === 0 ? "" : `WHERE ${all.join(" AND ")}`,
    values: given.map(([, value]) => value as SqlValue),
  };
}
