import type { TableProps } from "antd";
import type { ReactNode } from "react";

type Columns<Row> = NonNullable<TableProps<Row>["columns"]>;

/**
 * A row on a narrow screen: the columns below each other, each with its name. Null where the columns are made
 * for such a screen themselves.
 */
export function rowCard<Row>(columns: Columns<Row>): ((row: Row) => ReactNode) | null {
  if (columns.some(({ responsive }) => responsive !== undefined)) return null;
  return (row) => (
    <dl className="row-card">
      {columns.map((column) => {
        const cell = "render" in column ? column.render?.(undefined, row, 0) : null;
        return (
          <div key={column.key}>
            <dt className="quiet">{column.title as ReactNode}</dt>
            <dd>{cell as ReactNode}</dd>
          </div>
        );
      })}
    </dl>
  );
}
