import type { HttpOperation } from "@dingdan/contract";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useLanguage } from "../preferences/language.js";
import { type CallInput, call } from "./call.js";
import type { ProblemError } from "./problem.js";

/** A list that is read page by page. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly error: ProblemError | null;
  readonly isLoading: boolean;
  readonly isLoadingMore: boolean;
  readonly hasMore: boolean;
  loadMore(): void;
  retry(): void;
}

interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly next_cursor?: string;
}

/** Reads a list whose call takes a `cursor` and answers the next one. */
export function usePages<Row, const O extends HttpOperation = HttpOperation>(
  operation: O,
  query: Readonly<Record<string, unknown>> = {},
  { path, everyMs, isEnabled = true }: { path?: Record<string, string>; everyMs?: number; isEnabled?: boolean } = {},
): Pages<Row> {
  const { language } = useLanguage();
  const result = useInfiniteQuery<PageOf<Row>, ProblemError, { pages: PageOf<Row>[] }, unknown[], string>({
    queryKey: [operation.path, "pages", path ?? null, query, language],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      call(operation, {
        ...(path === undefined ? {} : { path }),
        query: { ...query, ...(pageParam === "" ? {} : { cursor: pageParam }) },
        signal,
      } as unknown as CallInput<O>) as Promise<PageOf<Row>>,
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
  });
  const rows = useMemo(() => (result.data?.pages ?? []).flatMap(({ items }) => items), [result.data]);
  return {
    rows,
    error: result.error,
    isLoading: result.isPending && isEnabled,
    isLoadingMore: result.isFetchingNextPage,
    hasMore: result.hasNextPage,
    loadMore: () => void result.fetchNextPage(),
    retry: () => void result.refetch(),
  };
}
