import { text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import { type Clock, SandboxClock } from "../clock.js";
import { Problem } from "../http/problem.js";
import type { DueWork } from "../jobs/run-due.js";
import type { TradeTimerWork } from "../jobs/trade-timers.js";
import type { ConsoleSessionStore } from "../storage/console-store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { sessionBehind } from "./authorize.js";

/** Moves the clock ahead, and returns the work that fell due. */
export type AdvanceClock = (
  seconds: number,
) => Promise<
  { readonly now: Date; readonly tradeOrdersIngested: number } & DueWork & TradeTimerWork
>;

/** @param advance null outside a sandbox, where the clock cannot be moved */
export function registerClockRoutes(
  server: FastifyInstance,
  clock: Clock,
  advance: AdvanceClock | null,
  consoleSessions: Pick<ConsoleSessionStore, "put">,
): void {
  registerAdminRoutes(server, {
    getClock: async () => readClock(clock, advance !== null),
    advanceClock: async (call) => {
      if (advance === null) throw noSandbox();
      await keepSignedIn(call, consoleSessions);
      return advanceClock(call, advance);
    },
  });
}

function readClock(clock: Clock, isSandbox: boolean) {
  const nowMs = clock.nowMs();
  const offsetMs = clock instanceof SandboxClock ? clock.offsetMs : 0;
  return {
    now: new Date(nowMs).toISOString(),
    is_sandbox: isSandbox,
    offset_seconds: Math.round(offsetMs / 1000),
  };
}

async function advanceClock({ body }: AdminCall<"advanceClock">, advance: AdvanceClock) {
  const { now, reviewsFinished, ordersTimedOut, ...trade } = await advance(body.advance_seconds);
  return {
    now: now.toISOString(),
    reviews_finished: reviewsFinished,
    orders_timed_out: ordersTimedOut,
    trade_orders_ingested: trade.tradeOrdersIngested,
    trade_orders_confirmed: trade.tradeOrdersConfirmed,
    trade_orders_settled: trade.tradeOrdersSettled,
    trade_orders_reminded: trade.tradeOrdersReminded,
  };
}

/** The user who moves the clock in the console stays signed in, for as long as without the move. */
async function keepSignedIn(
  { request, body }: AdminCall<"advanceClock">,
  consoleSessions: Pick<ConsoleSessionStore, "put">,
): Promise<void> {
  const session = sessionBehind(request);
  if (session === null) return;
  const expiresAtMs = session.expiresAtMs + body.advance_seconds * 1000;
  await consoleSessions.put({ ...session, expiresAtMs });
}

const noSandbox = () =>
  new Problem(
    403,
    text(
      "Only a sandbox's clock can be moved: start with --sandbox or DINGDAN_SANDBOX=1.",
      "只有沙箱可以拨快时钟：请使用 --sandbox 或 DINGDAN_SANDBOX=1 启动。",
    ),
  );
