import type { HttpOperation, Infer } from "@dingdan/contract";
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
  readonly loadMore: () => void;
  readonly retry: () => void;
}

interface PageReading {
  readonly path?: Readonly<Record<string, string>>;
  /** Reads anew so often while the page is looked at. */
  readonly everyMs?: number;
  readonly isEnabled?: boolean;
}

interface PageOf<Row> {
  readonly items: readonly Row[];
  readonly next_cursor?: string;
}

/** What a list's call lists. */
type ItemOf<O extends HttpOperation> =
  Infer<O["reply"]> extends { items: (infer Item)[] } ? Item : never;

/** Reads a list whose call takes a `cursor` and answers the next one. */
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
    // Whoever has loaded more is reading: the list must not move under them.
    refetchInterval: ({ state }) =>
      everyMs !== undefined && (state.data?.pages.length ?? 0) <= 1 ? everyMs : false,
  });
  const rows = useMemo(
    () => (result.data?.pages ?? []).flatMap(({ items }) => items),
    [result.data],
  );
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
