import { broken } from "@dingdan/contract";
import type { WireAnswers } from "../api/answers.js";
import { type Exchange, pathOf } from "../api/exchange.js";
import { TenantShares } from "../api/tenant-shares.js";
import type { Clock } from "../clock.js";
import type { TrustProxy } from "../http/trust-proxy.js";
import type { LimitHits } from "../limits/limit-hits.js";
import { loggedPath } from "../request-log/logged-path.js";
import type { ServerLoad } from "../statistics/metrics.js";
import { DeadlineError } from "../within.js";
import { Bodies } from "./bodies.js";
import { BodyBudget } from "./body-budget.js";
import { CallDeadlines } from "./call-deadlines.js";
import { Connections } from "./connections.js";
import type { ServerLimits } from "./server-limits.js";

/** What keeps clients from taking all of the server. */
export interface Guards {
  readonly connections: Connections;
  readonly bodies: Bodies;
  readonly shares: TenantShares;
  readonly deadlines: CallDeadlines<Exchange>;
  readonly load: () => ServerLoad;
}

export function guardsOf(
  limits: ServerLimits,
  answers: WireAnswers,
  parts: {
    readonly limitHits: LimitHits;
    readonly clock: Clock;
    readonly trustProxy: TrustProxy | null;
  },
): Guards {
  const { limitHits, clock, trustProxy } = parts;
  const { callDeadlineMs } = limits;
  const connections = new Connections(limits, {
    limitHits,
    isProxy: (address) => trustProxy?.(address, 0) ?? false,
  });
  const bodies = new Bodies(new BodyBudget(limits.bodyBytesMax), limitHits);
  const shares = new TenantShares(callDeadlineMs, (excess, appid) =>
    limitHits.hit(excess === "tenant" ? "tenant_calls" : "waiting_calls", { appid }),
  );
  // A call that is answered late may still take effect, as errcode -1 says.
  const deadlines = new CallDeadlines(callDeadlineMs, (exchange: Exchange) => {
    if (exchange.isAnswered) return;
    limitHits.hit("call_deadline", {
      cause: exchange.stage,
      path: loggedPath(pathOf(exchange.request)),
    });
    answers.sendRefusal(exchange, {
      violation: broken("SYSTEM_ERROR", ""),
      appid: null,
      nowMs: clock.nowMs(),
      fault: new DeadlineError("the call", callDeadlineMs),
    });
  });
  const load = () => ({
    connections: connections.count,
    bodyBytes: bodies.bytes,
    callsInProgress: deadlines.count,
    callsWaiting: shares.waiting,
  });
  return { connections, bodies, shares, deadlines, load };
}
