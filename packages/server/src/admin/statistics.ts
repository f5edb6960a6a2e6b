import { languageOf, PERMISSION_STATES, type PermissionState, text } from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import { representAmount } from "../domain/amount.js";
import {
  type CountedSpan,
  DELAY_LIMITS_MS,
  HOUR_MS,
  hourOf,
  readCounts,
  STATISTICS_KEPT_MS,
} from "../domain/statistics.js";
import { Problem } from "../http/problem.js";
import type { OrderCounts } from "../statistics/order-counts.js";
import { ALL_APPS, type Statistics } from "../statistics/statistics.js";
import type { AppStore, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { instantMsOf } from "./order-filter.js";
import { representCountedError } from "./represent-counted-error.js";

const HOURS_MAX = 31 * 24;

type Stores = Pick<Store, "apps" | "statistics">;

interface Counting {
  readonly statistics: Statistics;
  readonly orderCounts: OrderCounts;
}

/** Registers the operation that returns the counts for the operator's overview. */
export function registerStatisticsRoute(
  server: FastifyInstance,
  stores: Stores,
  counting: Counting,
  clock: Clock,
): void {
  registerAdminRoutes(server, {
    getStatistics: (call) => getStatistics(call, stores, counting, clock.nowMs()),
  });
}

async function getStatistics(
  { query, request }: AdminCall<"getStatistics">,
  stores: Stores,
  counting: Counting,
  nowMs: number,
) {
  const language = languageOf(request.headers["accept-language"]);
  const span = spanOf(query, nowMs);
  const appid = query.appid ?? null;
  await counting.statistics.flushForReader();
  const counts = await stores.statistics.list(appid ?? ALL_APPS, span);
  const total = readCounts(counts);
  const before = beforeOf(span);
  const byHour = new Map(hoursOf(span).map((hourMs) => [hourMs, [] as typeof counts]));
  for (const count of counts) byHour.get(count.hourMs)?.push(count);
  return {
    from: instant(span.fromMs),
    to: instant(span.toMs),
    hours: [...byHour].map(([hourMs, ofHour]) => ({
      hour: instant(hourMs),
      ...hourlyCounts(readCounts(ofHour)),
    })),
    totals: representTotals(total),
    ...(before.fromMs < nowMs - STATISTICS_KEPT_MS
      ? {}
      : {
          previous: {
            from: instant(before.fromMs),
            to: instant(before.toMs),
            ...representTotals(
              readCounts(await stores.statistics.sums([appid ?? ALL_APPS], before)),
            ),
          },
        }),
    delays: total.delays.map((count, index) => {
      const limitMs = DELAY_LIMITS_MS[index] ?? null;
      return limitMs === null ? { count } : { up_to_ms: limitMs, count };
    }),
    errors: total.errors.map(({ count, ...error }) => ({
      ...representCountedError(error, language),
      count,
    })),
    apps: await appsByPermission(stores.apps, appid),
    orders: await counting.orderCounts.byState(appid),
  };
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

function spanOf(
  { from, to }: { readonly from?: string; readonly to?: string },
  nowMs: number,
): Span {
  const toMs = hourOf(to === undefined ? nowMs : instantMsOf(to));
  const fromMs = from === undefined ? toMs - 23 * HOUR_MS : hourOf(instantMsOf(from));
  if (fromMs <= toMs && (toMs - fromMs) / HOUR_MS < HOURS_MAX) return { fromMs, toMs };
  throw new Problem(
    400,
    text(
      "from must not be later than to, nor more than 31 days earlier.",
      "from 不得晚于 to，且相差不超过 31 天。",
    ),
  );
}

/** As many hours, up to the first of a span. */
const beforeOf = ({ fromMs, toMs }: Span): Span => ({
  fromMs: fromMs - (toMs - fromMs) - HOUR_MS,
  toMs: fromMs - HOUR_MS,
});

function hoursOf({ fromMs, toMs }: Span): number[] {
  const count = (toMs - fromMs) / HOUR_MS + 1;
  return Array.from({ length: count }, (_, index) => fromMs + index * HOUR_MS);
}

const representTotals = (total: CountedSpan) => ({
  ...hourlyCounts(total),
  paid: total.paid.map(representAmount),
  refunded: total.refunded.map(representAmount),
  calls: total.calls,
  ...ratesOf(total),
});

const hourlyCounts = (span: CountedSpan) => ({
  uploads: span.uploads,
  replaced: span.replaced,
  payments: span.payments,
  matched: span.matched,
  mismatched: span.mismatched,
  late: span.late,
  refused: span.refused,
});

function ratesOf({ uploads, matched, late }: CountedSpan) {
  return {
    // Uploads of the previous hour may be matched in this one.
    ...(uploads === 0 ? {} : { match_rate: Math.min(1, matched / uploads) }),
    ...(matched === 0 ? {} : { on_time_rate: (matched - late) / matched }),
  };
}

const PAGE_SIZE = 1000;

async function appsByPermission(
  apps: AppStore,
  appid: string | null,
): Promise<Record<PermissionState, number>> {
  const counts = Object.fromEntries(PERMISSION_STATES.map((state) => [state, 0])) as Record<
    PermissionState,
    number
  >;
  if (appid !== null) {
    const app = await apps.find(appid);
    if (app !== null) counts[app.permission]++;
    return counts;
  }
  for (let afterAppid: string | undefined = ""; afterAppid !== undefined; ) {
    const page = await apps.list({ afterAppid, limit: PAGE_SIZE });
    for (const app of page) counts[app.permission]++;
    afterAppid = page.length === PAGE_SIZE ? page.at(-1)?.appid : undefined;
  }
  return counts;
}

const instant = (timeMs: number) => new Date(timeMs).toISOString();
