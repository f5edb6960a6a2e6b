import { EVENT_TYPES } from "@dingdan/contract";
import { describe, expect, test } from "vitest";
import { ALL_PATHS, affectedPaths, isAffected } from "../console/src/live/affected.js";
import { RefreshQueue } from "../console/src/live/refresh-queue.js";

describe("what is read again after events", () => {
  test("follows from their types", () => {
    const paths = affectedPaths(["order.matched", "order.uploaded"]);
    for (const path of ["/orders", "/orders/:id", "/events/recent", "/webhook-endpoints/:id"]) {
      expect(isAffected(path, paths), path).toBe(true);
    }
    for (const path of ["/trade-orders", "/settings", "/apps", "session"]) {
      expect(isAffected(path, paths), path).toBe(false);
    }
  });

  test("is a part of what is read again when a stream opens", () => {
    expect(ALL_PATHS).toEqual(expect.arrayContaining([...affectedPaths(EVENT_TYPES)]));
  });
});

describe("the queue of what is read again", () => {
  const aQueue = () => {
    let nowMs = 0;
    let due: { readonly atMs: number; readonly run: () => void } | null = null;
    const refreshed: string[] = [];
    const queue = new RefreshQueue({
      refresh: (paths) => refreshed.push(`${nowMs} ${paths.join()}`),
      nowMs: () => nowMs,
      after: (ms, run) => {
        due = { atMs: nowMs + ms, run };
        return () => {
          due = null;
        };
      },
    });
    const pass = (ms: number) => {
      nowMs += ms;
      const ready = due;
      if (ready === null || ready.atMs > nowMs) return;
      due = null;
      ready.run();
    };
    return { queue, refreshed, pass };
  };

  test("reads at once after a pause, and then once in two seconds", () => {
    const { queue, refreshed, pass } = aQueue();
    queue.add(["/orders"]);
    pass(500);
    queue.add(["/orders"]);
    queue.add(["/events", "/orders"]);
    pass(1_000);
    queue.add(["/apps"]);
    pass(500);
    pass(5_000);
    queue.add(["/orders"]);
    expect(refreshed).toEqual(["0 /orders", "2000 /orders,/events,/apps", "7000 /orders"]);
  });

  test("reads nothing after it is closed", () => {
    const { queue, refreshed, pass } = aQueue();
    queue.add(["/orders"]);
    queue.add(["/orders"]);
    queue.close();
    pass(5_000);
    expect(refreshed).toEqual(["0 /orders"]);
  });
});
