import type { HttpOperation, Infer } from "@dingdan/contract";
import {
  keepPreviousData,
  type QueryClient,
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useLanguage } from "../preferences/language.js";
import { type CallInput, call } from "./call.js";
import type { ProblemError } from "./problem.js";

interface Reading {
  readonly isEnabled?: boolean;
  /** How often to read again while the page is visible. */
  readonly everyMs?: number;
  /** True: shows the previous data until the new data arrives, for filters and pages. */
  readonly keepsPrevious?: boolean;
  readonly prefix?: string;
}

/** Reads with one call and caches the reply until a change. */
export function useReading<const O extends HttpOperation>(
  operation: O,
  input: CallInput<O> = {},
  { isEnabled = true, everyMs, keepsPrevious = false, prefix }: Reading = {},
): UseQueryResult<Infer<O["reply"]>, ProblemError> {
  const { language } = useLanguage();
  return useQuery<Infer<O["reply"]>, ProblemError>({
    queryKey: [
      operation.path,
      input.path ?? null,
      input.query ?? null,
      input.body ?? input.wireBody ?? null,
      language,
    ],
    queryFn: ({ signal }) => call(operation, { ...input, signal }, prefix),
    enabled: isEnabled,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keepsPrevious ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Makes a change with one call, then reads all cached data again. */
export function useChange<const O extends HttpOperation>(
  operation: O,
  { onDone, prefix }: { onDone?: (reply: Infer<O["reply"]>) => void; prefix?: string } = {},
): UseMutationResult<Infer<O["reply"]>, ProblemError, CallInput<O>> {
  const client = useQueryClient();
  return useMutation<Infer<O["reply"]>, ProblemError, CallInput<O>>({
    mutationFn: (input) => call(operation, input, prefix),
    onSuccess: (reply) => {
      onDone?.(reply);
      // When it has led to another page, the data of this one is not read again: it may have been deleted.
      setTimeout(() => void readAgain(client));
    },
  });
}

export const readAgain = (client: QueryClient): Promise<void> => client.invalidateQueries();
