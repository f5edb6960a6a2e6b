import type { SqlValue } from "../rows/row.js";

/** The parameters of a row's VALUES: `$1, $2, $3` for three columns. */
export function parametersFor(columns: string): string {
  return columns
    .split(",")
    .map((_, index) => `$${index + 1}`)
    .join(", ");
}

/** A condition, with a `?` where its value goes; one without a value is left out. */
export type Condition = readonly [sql: string, value: SqlValue | undefined];

/** The WHERE of the conditions that have a value. Their values must be the first of the statement. */
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

/** Makes the text of a statement that writes several rows. It keeps one text for each number of rows. */
export function rowsStatement(
  head: string,
  row: {
    /** The columns of the parameters of each row: `appid, order_key`. */
    readonly columns: string;
    /** An expression that precedes the parameters in each row. */
    readonly before?: string;
  },
  tail = "",
): (rowCount: number) => string {
  const width = row.columns.split(",").length;
  const before = row.before === undefined ? "" : `${row.before}, `;
  const texts: string[] = [];
  return (rowCount) => {
    texts[rowCount] ??= `${head} ${Array.from({ length: rowCount }, (_, index) => {
      const values = Array.from(
        { length: width },
        (__, column) => `$${index * width + column + 1}`,
      );
      return `(${before}${values.join(", ")})`;
    }).join(", ")} ${tail}`;
    return texts[rowCount];
  };
}
