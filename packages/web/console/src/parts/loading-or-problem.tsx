import { Skeleton } from "antd";
import { ProblemAlert } from "./problem-alert.js";

/** Shown while a page has no data: a loading state or the error. */
export function LoadingOrProblem({
  reading: { error, refetch },
  rows = 8,
}: {
  /** As `useReading` returns it. */
  readonly reading: { readonly error: Error | null; readonly refetch: () => unknown };
  /** The approximate number of lines of the data. */
  readonly rows?: number;
}) {
  if (error !== null) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return <Skeleton active title={false} paragraph={{ rows }} />;
}
