import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { ALL_PATHS, affectedPaths, isAffected } from "./affected.js";
import { followEvents } from "./follow-events.js";
import { setLive } from "./live-state.js";
import { RefreshQueue } from "./refresh-queue.js";

/**
 * Reads again what a page shows when events change it. It shows nothing itself, and without its stream the
 * pages refresh by time.
 */
export default function LiveUpdates() {
  const client = useQueryClient();
  useEffect(() => {
    const queue = new RefreshQueue({ refresh: (paths) => readAffected(client, paths) });
    let wasOpen = false;
    const stop = followEvents({
      onOpen: () => {
        wasOpen = true;
        setLive(true);
        // What has happened since the page was loaded, or since the last stream ended, is not reported.
        queue.add(ALL_PATHS);
      },
      onTypes: (types) => queue.add(affectedPaths(types)),
      onEnd: () => {
        setLive(false);
        // The platform ends the stream of a session that has ended: asking again shows the sign-in.
        if (wasOpen && !document.hidden) void client.refetchQueries({ queryKey: ["session"] });
        wasOpen = false;
      },
    });
    return () => {
      stop();
      queue.close();
    };
  }, [client]);
  return null;
}

/** Lists of which more than one page was loaded stay still, because the user is reading them. */
function readAffected(client: QueryClient, paths: readonly string[]): void {
  void client.invalidateQueries({
    predicate: ({ queryKey: [path], state: { data } }) =>
      typeof path === "string" && isAffected(path, paths) && pagesOf(data) <= 1,
  });
}

const pagesOf = (data: unknown): number =>
  (data as { readonly pages?: readonly unknown[] } | undefined)?.pages?.length ?? 0;
