import { setTimeout } from "node:timers/promises";
import { atMost, type Finding, none } from "../findings.js";
import { call } from "./call.js";
import { HealthProber } from "./health-prober.js";
import { isUnanswered, Load, type Made } from "./load.js";
import type { Server } from "./server.js";
import { Shop } from "./shop.js";
import { msUntil } from "./until.js";

/** The deadline of a call, and what a busy machine may add to it. */
export const ANSWER_MS_MAX = 5_000 + 1_000;
const READINESS_FALLS_MS = 1_500;
const HEALS_MS = 5_000;
const PER_SECOND = 20;
/** How long calls are watched after the first has succeeded again. */
const OBSERVED_MS = 1_500;

export interface Fault {
  /** What is wrong with the database, for the words of the findings: "while the database is frozen". */
  readonly during: string;
  readonly begin: () => unknown;
  readonly end: () => unknown;
  readonly lastsMs: number;
  /** False: the fault slows the database, so the platform stays ready. */
  readonly isOutage: boolean;
  /** What need not work meanwhile; the rest must succeed. Default: everything may be answered -1. */
  readonly mustSucceed?: readonly Made["what"][];
}

/**
 * A load of calls before, during and after a fault of the database. During the fault, every call is
 * answered within the deadline; health checks stay fast and readiness falls. After it, calls succeed
 * again, and every acknowledged upload is stored.
 */
export async function surviveFault(server: Server, fault: Fault): Promise<readonly Finding[]> {
  const { during, isOutage } = fault;
  const shop = await Shop.open(server.url);
  const load = new Load(shop, { name: "FAULT", perSecond: PER_SECOND });
  await msUntil(() => load.made.length >= 10, { withinMs: 5_000 });
  await using prober = new HealthProber(server.url);

  const beganMs = performance.now();
  await fault.begin();
  const fellMs = isOutage ? await untilReadiness(server, 503, fault.lastsMs) : 0;
  const answeredSlowly = isOutage ? await slowestReadiness(server) : 0;
  await setTimeout(Math.max(0, beganMs + fault.lastsMs - performance.now()));
  const health = await prober.findings(during);
  await fault.end();
  const endedMs = performance.now();
  const healedMs = await untilReadiness(server, 200, 15_000);
  const succeededMs = await msUntil(
    () =>
      load.made.some(
        (made) => made.startedAtMs > endedMs && made.what === "upload" && made.word === "0",
      ),
    { withinMs: 15_000 },
  );
  // Connections that broke may still be in the pool when the first call succeeds.
  await setTimeout(OBSERVED_MS);
  const made = await load.stop();
  const inFault = made.filter(({ startedAtMs }) => startedAtMs > beganMs && startedAtMs < endedMs);
  const failedAfterwards = made.filter(
    ({ startedAtMs, word }) => startedAtMs > endedMs && word !== "0",
  );
  const lastFailedMs = Math.max(
    0,
    ...failedAfterwards.map(({ startedAtMs }) => startedAtMs - endedMs),
  );
  const lost = await shop.lost();
  shop.close();

  const must = fault.mustSucceed ?? [];
  const failed = inFault.filter(({ what, word }) => must.includes(what) && word !== "0");
  return [
    none(
      `calls without an answer ${during}`,
      inFault.filter(isUnanswered).map(({ word, what }) => `${what} ${word}`),
      inFault.length,
    ),
    none(
      `calls ${during} with an answer other than ok or -1`,
      inFault.filter(isUnexpected).map(({ word, what }) => `${what} ${word}`),
      inFault.length,
    ),
    atMost(`slowest answer of a call ${during}`, Math.max(...inFault.map(({ ms }) => ms)), {
      limit: ANSWER_MS_MAX,
      unit: "ms",
    }),
    ...(must.length === 0
      ? []
      : [
          none(
            `failed ${must.join(" and ")} calls ${during}`,
            failed.map(({ what, word }) => `${what} ${word}`),
            inFault.length,
          ),
        ]),
    ...health,
    ...(isOutage
      ? [
          atMost(`/readyz is 503 ${during}, after`, fellMs, {
            limit: READINESS_FALLS_MS,
            unit: "ms",
          }),
          atMost(`slowest /readyz ${during}`, answeredSlowly, {
            limit: READINESS_FALLS_MS,
            unit: "ms",
          }),
        ]
      : []),
    atMost(`/readyz is 200 again, after the end: ${during}`, healedMs, {
      limit: HEALS_MS,
      unit: "ms",
    }),
    atMost(`an upload succeeds again, after the end: ${during}`, succeededMs, {
      limit: HEALS_MS,
      unit: "ms",
    }),
    atMost(`the last failed call begins, after the end: ${during}`, lastFailedMs, {
      limit: HEALS_MS,
      unit: "ms",
    }),
    none(`acknowledged uploads lost ${during}`, lost, shop.acknowledged.length),
  ];
}

/** A fault is answered -1 on the wire, and with a problem of status 5xx by our own interfaces. */
const isUnexpected = (made: Made) =>
  !isUnanswered(made) && !/^(0|-1|HTTP 50[034])$/.test(made.word);

/** How long until `/readyz` answers so. */
function untilReadiness(server: Server, status: number, withinMs: number): Promise<number> {
  return msUntil(
    async () => {
      const outcome = await call(`${server.url}/readyz`, { timeoutMs: withinMs });
      return outcome.kind === "answered" && outcome.status === status;
    },
    { withinMs },
  );
}

/** The slowest of a few readiness checks, one after another. */
async function slowestReadiness(server: Server): Promise<number> {
  let slowestMs = 0;
  for (let attempt = 0; attempt < 3; attempt++) {
    const { kind, ms } = await call(`${server.url}/readyz`, { timeoutMs: ANSWER_MS_MAX });
    slowestMs = Math.max(slowestMs, kind === "answered" ? ms : Infinity);
  }
  return slowestMs;
}
