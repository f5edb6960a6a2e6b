import {
  NOTHING_ASKED,
  RECONCILE_OPERATIONS,
  type ReconcileTotals,
  withPage,
} from "@dingdan/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../http/call.js";
import type { ProblemError } from "../http/problem.js";
import { readAgain } from "../http/queries.js";

/** A run in which the platform asks WeChat Pay, page by page. */
export interface ReconcileRun {
  readonly start: () => void;
  readonly isRunning: boolean;
  readonly isDone: boolean;
  /** What was asked for so far, also of a run that failed in between. */
  readonly totals: ReconcileTotals;
  readonly error: ProblemError | null;
}

/** Runs one after the other; each ends with reading the page's data again. */
export function useReconcile(): ReconcileRun {
  const client = useQueryClient();
  const [totals, setTotals] = useState(NOTHING_ASKED);
  const run = useMutation<void, ProblemError>({
    mutationFn: async () => {
      let sum = NOTHING_ASKED;
      setTotals(sum);
      for (let cursor: string | undefined; ; ) {
        const body = cursor === undefined ? {} : { cursor };
        const page = await call(RECONCILE_OPERATIONS.reconcile, { body });
        sum = withPage(sum, page);
        setTotals(sum);
        cursor = page.next_cursor;
        if (cursor === undefined) return;
      }
    },
    onSettled: () => void readAgain(client),
  });
  return {
    start: () => run.mutate(),
    isRunning: run.isPending,
    isDone: run.isSuccess,
    totals,
    error: run.error,
  };
}
