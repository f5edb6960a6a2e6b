import { text } from "@dingdan/contract";
import { Button, Flex, Skeleton, Table, type TableProps } from "antd";
import type { ReactNode } from "react";
import type { Pages } from "../http/use-pages.js";
import { useSay } from "../preferences/language.js";
import { ProblemAlert } from "./problem-alert.js";
import { rowCard } from "./row-card.js";
import { useNarrow } from "./use-narrow.js";

const T = {
  more: text("Load more", "加载更多"),
  shown: (n: number) => text(`${n} shown`, `已显示 ${n} 条`),
  all: (n: number) => text(`All ${n} shown`, `已显示全部 ${n} 条`),
};

/** A window full of them. */
const SKELETON_ROWS = 12;

/** A table that grows page by page; a wide one scrolls inside its own box. */
export function CursorTable<Row extends object>({
  pages,
  empty,
  label,
  card,
  ...table
}: {
  readonly pages: Pages<Row>;
  readonly empty: ReactNode;
  /** What the table lists, for screen readers. */
  readonly label: string;
  /** A row on a narrow screen. @default its columns below each other, if no row can be expanded */
  readonly card?: (row: Row) => ReactNode;
} & Pick<TableProps<Row>, "columns" | "rowKey" | "onRow" | "expandable" | "onChange">) {
  const say = useSay();
  const isNarrow = useNarrow();
  const { columns, expandable } = table;
  const isPlain = columns !== undefined && expandable === undefined;
  const narrowCard = card ?? (isPlain ? rowCard(columns) : null);
  const { rows, error, isLoading, hasMore, isLoadingMore, loadMore, retry } = pages;
  if (error !== null && rows.length === 0) return <ProblemAlert error={error} onRetry={retry} />;
  if (isLoading) {
    const paragraph = { rows: SKELETON_ROWS, width: "100%" };
    return <Skeleton active className="list-skeleton" paragraph={paragraph} title={false} />;
  }
  if (rows.length === 0 && !hasMore) return empty;
  return (
    <Flex vertical gap={8}>
      {rows.length === 0 ? (
        empty
      ) : narrowCard !== null && isNarrow ? (
        <ul className="cards" aria-label={label}>
          {rows.map((row) => (
            <li key={keyOf(row, table.rowKey)}>{narrowCard(row)}</li>
          ))}
        </ul>
      ) : (
        // Focusable, so that it can be scrolled with the keyboard.
        <section aria-label={label} tabIndex={0} className="table-box">
          <Table<Row>
            size="small"
            pagination={false}
            dataSource={[...rows]}
            scroll={{ x: "max-content" }}
            {...table}
          />
        </section>
      )}
      <Flex justify="space-between" align="center" wrap gap={8}>
        <span className="quiet" aria-live="polite">
          {say(hasMore ? T.shown(rows.length) : T.all(rows.length))}
        </span>
        {hasMore && (
          <Button loading={isLoadingMore} onClick={loadMore}>
            {say(T.more)}
          </Button>
        )}
      </Flex>
      <ProblemAlert error={error} onRetry={retry} />
    </Flex>
  );
}

const keyOf = <Row extends object>(row: Row, rowKey: TableProps<Row>["rowKey"]): React.Key =>
  typeof rowKey === "function" ? rowKey(row) : (row[rowKey as keyof Row] as React.Key);
