import { ADMIN_OPERATIONS, ADMIN_PREFIX, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { type Clock, SandboxClock } from "../clock.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { DueWork } from "../jobs/run-due.js";

/** A clock that can be moved ahead, and what that made due. */
export type AdvanceClock = (seconds: number) => Promise<{ readonly now: Date } & DueWork>;

/** @param advance null when this is no sandbox: then time is nobody's to move */
export function registerClockRoutes(
  server: FastifyInstance,
  clock: Clock,
  advance: AdvanceClock | null,
): void {
  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.getClock, async () => {
    const nowMs = clock.nowMs();
    const offsetMs = clock instanceof SandboxClock ? clock.offsetMs : 0;
    return {
      now: new Date(nowMs).toISOString(),
      is_sandbox: advance !== null,
      offset_seconds: Math.round(offsetMs / 1000),
    };
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.advanceClock, async ({ body }) => {
    if (advance === null) {
      throw new Problem(
        403,
        text(
          "Only a sandbox's clock can be moved: start with --sandbox or DINGDAN_SANDBOX=1.",
          "只有沙箱可以拨快时钟：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。",
        ),
      );
    }
    const { now, reviewsFinished, ordersTimedOut } = await advance(body.advance_seconds);
    return {
      now: now.toISOString(),
      reviews_finished: reviewsFinished,
      orders_timed_out: ordersTimedOut,
    };
  });
}
