import type { HttpOperation, Infer } from "@dingdan/contract";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
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
  readonly loadMore: () => void;
  readonly retry: () => void;
}

interface PageReading {
  readonly path?: Readonly<Record<string, string>>;
  /** How often to read again while the page is visible. */
  readonly everyMs?: number;
  readonly isEnabled?: boolean;
}

interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly next_cursor?: string;
}

/** The type of a list's items. */
type ItemOf<O extends HttpOperation> =
  Infer<O["reply"]> extends { items: (infer Item)[] } ? Item : never;

/** Reads a list whose operation takes a `cursor` and returns the next one. */
export function usePages<const O extends HttpOperation>(
  operation: O,
  query: Readonly<Record<string, unknown>> = {},
  { path, everyMs, isEnabled = true }: PageReading = {},
): Pages<ItemOf<O>> {
  type Page = PageOf<ItemOf<O>>;
  const { language } = useLanguage();
  const result = useInfiniteQuery<Page, ProblemError, { pages: Page[] }, unknown[], string>({
    queryKey: [operation.path, "pages", path ?? null, query, language],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      call(operation, {
        ...(path === undefined ? {} : { path }),
        query: { ...query, ...(pageParam === "" ? {} : { cursor: pageParam }) },
        signal,
      } as unknown as CallInput<O>) as unknown as Promise<Page>,
    getNextPageParam: ({ next_cursor: next }) => next,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
    // After "Load more" the list stays still, because the user is reading it.
    refetchInterval: ({ state }) =>
      everyMs !== undefined && (state.data?.pages.length ?? 0) <= 1 ? everyMs : false,
  });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = result;
  // A search may look at many rows and find none, and not be at the end: it continues until it finds one.
  const isEmpty = data !== undefined && data.pages.every(({ items }) => items.length === 0);
  const isSearching = isEmpty && hasNextPage && !result.isPlaceholderData && result.error === null;
  useEffect(() => {
    if (isSearching && !isFetchingNextPage) void fetchNextPage();
  }, [isSearching, isFetchingNextPage, fetchNextPage]);
  const rows = useMemo(() => (data?.pages ?? []).flatMap(({ items }) => items), [data]);
  return {
    rows,
    error: result.error,
    isLoading: (result.isPending && isEnabled) || isSearching,
    isLoadingMore: isFetchingNextPage,
    hasMore: hasNextPage,
    loadMore: () => void fetchNextPage(),
    retry: () => void result.refetch(),
  };
}
