import type { IncomingMessage, ServerResponse } from "node:http";
import { afterEach, expect, test } from "vitest";
import { Exchange } from "../api/exchange.js";
import { CallDeadlines } from "./call-deadlines.js";

const clock = { nowMs: 1_000 };
const late: string[] = [];
const deadlines = new CallDeadlines(
  5_000,
  (exchange) => late.push(exchange.rid),
  () => clock.nowMs,
);

afterEach(() => deadlines.close());

const call = (rid: string) =>
  new Exchange({} as IncomingMessage, {} as ServerResponse, { rid, clientIp: "", startedAtMs: 0 });

test("a call that is not answered in time is late, once; one that was answered or has ended is not", () => {
  const calls = ["hung", "answered", "ended", "later"].map(call);
  const [hung, answered, ended, later] = calls as [Exchange, Exchange, Exchange, Exchange];
  for (const exchange of [hung, answered, ended]) deadlines.enter(exchange);
  answered.isAnswered = true;
  deadlines.leave(ended);
  clock.nowMs += 1_000;
  deadlines.enter(later);

  clock.nowMs += 3_999;
  deadlines.check();
  expect(late).toEqual([]);
  clock.nowMs += 1;
  deadlines.check();
  deadlines.check();
  expect(late).toEqual(["hung"]);
  expect(deadlines.count).toBe(1);
});
