import { Skeleton } from "antd";
import { lazy, Suspense } from "react";
import type { RequestTableProps } from "./request-table-view.js";

// Pages of orders show it below what matters more there.
const View = lazy(async () => ({
  default: (await import("./request-table-view.js")).RequestTableView,
}));

/** Calls of the request log, each with the reason for its reply. */
export function RequestTable(props: RequestTableProps) {
  return (
    <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} title={false} />}>
      <View {...props} />
    </Suspense>
  );
}
