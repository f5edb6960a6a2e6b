import type { App } from "../domain/app.js";
import { attentionOfApp, risingRefusals, withoutApp } from "../domain/attention/app-attention.js";
import { type AttentionItem, listedItems } from "../domain/attention/attention-item.js";
import { attentionOfEndpoint } from "../domain/attention/webhook-attention.js";
import {
  type CountedError,
  type CountedSpan,
  HOUR_MS,
  hourOf,
  readCounts,
} from "../domain/statistics.js";
import type { CountSum } from "../storage/console-store.js";
import type { Store } from "../storage/store.js";
import { ALL_APPS } from "./statistics.js";

export type AttentionStores = Pick<Store, "apps" | "attentionCounts" | "statistics" | "webhooks">;

/** How many hours are looked at, and compared with as many before. */
const HOURS = 24;
/** How many apps are read at a time: some milliseconds. */
const APPS_AT_A_TIME = 100;
const ENDPOINTS_MAX = 100;

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What needs attention, as it was read at a time. */
export interface Attention extends ReturnType<typeof listedItems> {
  readonly fromMs: number;
  readonly readAtMs: number;
}

/** Reads what needs attention; of one app, or of the installation (null). Other work runs meanwhile. */
export async function collectAttention(
  stores: AttentionStores,
  appid: string | null,
  nowMs: number,
): Promise<Attention> {
  const hourMs = hourOf(nowMs);
  const fromMs = hourMs - (HOURS - 1) * HOUR_MS;
  const spans = {
    now: { fromMs, toMs: hourMs },
    before: { fromMs: fromMs - HOURS * HOUR_MS, toMs: fromMs - HOUR_MS },
    thisHour: { fromMs: hourMs, toMs: hourMs },
  };
  const items = [
    ...(await ofOrders(stores, appid)),
    ...(await ofEndpoints(stores, appid)),
    ...(await ofApps(stores, appid, spans, nowMs)),
  ];
  return { ...listedItems(items), fromMs, readAtMs: nowMs };
}

async function ofOrders(
  { attentionCounts }: AttentionStores,
  appid: string | null,
): Promise<AttentionItem[]> {
  const counts = [...(await attentionCounts.byReason(appid))];
  return counts.flatMap(([reason, count]) =>
    count === 0 ? [] : [{ kind: "orders", reason, count } as const],
  );
}

async function ofEndpoints(
  { webhooks }: AttentionStores,
  appid: string | null,
): Promise<AttentionItem[]> {
  const endpoints =
    appid === null
      ? await webhooks.troubled()
      : await webhooks.list({ after: null, limit: ENDPOINTS_MAX, appid });
  return endpoints.flatMap((endpoint) => attentionOfEndpoint(endpoint) ?? []);
}

type Spans = Readonly<Record<"now" | "before" | "thisHour", Span>>;

async function ofApps(
  stores: AttentionStores,
  appid: string | null,
  spans: Spans,
  nowMs: number,
): Promise<AttentionItem[]> {
  const items: AttentionItem[] = [];
  const errors = { now: [] as CountedError[], before: [] as CountedError[] };
  for await (const page of pagesOfApps(stores, appid)) {
    const countsOf = await countsByApp(
      stores,
      page.map((app) => app.appid),
      spans,
    );
    for (const app of page) {
      const counts = countsOf(app.appid);
      items.push(...attentionOfApp(app, counts, nowMs));
      errors.now.push(...counts.now.errors);
      errors.before.push(...counts.before.errors);
    }
  }
  if (appid !== null) return items;
  const all = (await countsByApp(stores, [ALL_APPS], spans))(ALL_APPS);
  const unnamed = risingRefusals(
    withoutApp(all.now.errors, errors.now),
    withoutApp(all.before.errors, errors.before),
  );
  return [...items, ...unnamed];
}

async function* pagesOfApps({ apps }: AttentionStores, appid: string | null) {
  if (appid !== null) {
    const app = await apps.find(appid);
    if (app !== null) yield [app];
    return;
  }
  for (let afterAppid: string | undefined = ""; afterAppid !== undefined; ) {
    const page: App[] = await apps.list({ afterAppid, limit: APPS_AT_A_TIME });
    yield page;
    afterAppid = page.length === APPS_AT_A_TIME ? page.at(-1)?.appid : undefined;
    // Requests that arrived meanwhile run first.
    await new Promise(setImmediate);
  }
}

/** Reads the counts of some apps in each span. */
async function countsByApp(
  { statistics }: AttentionStores,
  appids: readonly string[],
  spans: Spans,
): Promise<(appid: string) => Readonly<Record<keyof Spans, CountedSpan>>> {
  const sumsIn = async (span: Span) => {
    const byApp = new Map<string, CountSum[]>(appids.map((appid) => [appid, []]));
    for (const sum of await statistics.sums(appids, span)) byApp.get(sum.appid)?.push(sum);
    return byApp;
  };
  const [now, before, thisHour] = [
    await sumsIn(spans.now),
    await sumsIn(spans.before),
    await sumsIn(spans.thisHour),
  ];
  return (appid) => ({
    now: readCounts(now.get(appid) ?? []),
    before: readCounts(before.get(appid) ?? []),
    thisHour: readCounts(thisHour.get(appid) ?? []),
  });
}
