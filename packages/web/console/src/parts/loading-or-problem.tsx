import { Skeleton } from "antd";
import { ProblemAlert } from "./problem-alert.js";

/** What a page shows while it has no data: that it is loading, or why it could not be loaded. */
export function LoadingOrProblem({
  reading: { error, refetch },
  rows = 8,
}: {
  /** As `useReading` returns it. */
  readonly reading: { readonly error: Error | null; readonly refetch: () => unknown };
  /** How many lines the data will take, about. */
  readonly rows?: number;
}) {
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Skeleton active title={false} paragraph={{ rows }} />;
}
