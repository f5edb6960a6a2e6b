import type { Text } from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import type { Course, PlannedOrder } from "./order-plan.js";
import type { SeedPlan } from "./plan.js";
import { PROVIDER_ORDER_STATES } from "./provider-steps.js";
import type { SeedOutcome } from "./run.js";

export interface SeedReport {
  readonly plan: SeedPlan;
  readonly outcome: SeedOutcome;
  readonly seed: number;
  readonly url: string;
  readonly secretOf: (app: { readonly appid: string }) => string;
  readonly buyer: RichestBuyer;
  readonly buyerUrl: string;
  readonly imagesFolder: string | null;
  readonly durationMs: number;
}

/** A buyer with one openid, and the shops whose orders the buyer sees. */
export interface RichestBuyer {
  readonly openid: string;
  readonly appids: readonly string[];
  readonly orders: number;
}

/** The buyer with the most orders, of those who see orders of several shops. */
export function richestBuyer({ orders }: SeedPlan): RichestBuyer {
  const buyers = new Map<string, { appids: Set<string>; orders: number }>();
  for (const { shop, openid, course } of orders) {
    if (shop.ending !== "approved" || !isOrder(course)) continue;
    const buyer = buyers.get(openid) ?? { appids: new Set(), orders: 0 };
    buyers.set(openid, buyer);
    buyer.appids.add(shop.appid);
    buyer.orders += 1;
  }
  const wide = (appids: ReadonlySet<string>) => Number(appids.size > 1);
  const [richest] = [...buyers].toSorted(
    ([, a], [, b]) => wide(b.appids) - wide(a.appids) || b.orders - a.orders,
  );
  if (richest === undefined) throw new Error("no buyer sees an order of the plan");
  const [openid, { appids, orders: count }] = richest;
  return { openid, appids: [...appids], orders: count };
}

/** Uploads in both forms become one order, under the form that was uploaded first. */
const isOrder = (course: Course) =>
  course === "matched" || course === "replaced" || course === "both_forms";

/** The buyer in each shop, as the call for a one-time link takes it. */
export const buyersOf = ({ openid, appids }: RichestBuyer) =>
  appids.map((appid) => ({ appid, openid }));

/** Prints what was generated and where to look at it. */
export function printReport(terminal: Terminal, report: SeedReport): void {
  const { plan, outcome, seed, url, buyer, buyerUrl, imagesFolder, durationMs } = report;
  const counts = countsOf(plan);
  const refusedCalls = [...outcome.refused.values()].reduce((sum, count) => sum + count, 0);
  if (terminal.isJson) {
    terminal.json({
      seed,
      from: new Date(plan.startMs).toISOString(),
      to: new Date(plan.endMs).toISOString(),
      apps: plan.shops.map(({ appid, name, kind, mchids, ending }) => ({
        appid,
        secret: report.secretOf({ appid }),
        name,
        kind,
        mchids,
        permission: ending,
      })),
      orders: counts,
      refused_calls: Object.fromEntries(outcome.refused),
      component_appid: plan.componentAppid,
      service_provider: {
        appid: plan.providerAppid,
        secret: report.secretOf({ appid: plan.providerAppid }),
        orders: PROVIDER_ORDER_STATES.length,
      },
      buyer: { buyers: buyersOf(buyer), orders: buyer.orders, url: buyerUrl },
      images: imagesFolder,
      duration_ms: Math.round(durationMs),
    });
    return;
  }
  const { out } = terminal;
  const { seed: words, label } = TEXTS;
  const say = (text: Text) => terminal.say(text);
  out.line(`${out.style("green", "✓")} ${say(words.done(plan.orders.length, plan.shops.length))}`);
  out.line();
  printTable(
    out,
    [{ title: say(words.what) }, { title: say(label.count), align: "right" as const }],
    Object.entries(counts).map(([name, count]) => [
      say(words.counts[name as keyof typeof counts]),
      String(count),
    ]),
  );
  out.line();
  printFacts(out, [
    [say(words.refusedCalls), refusedCalls],
    [say(words.providerOrders), PROVIDER_ORDER_STATES.length],
    [say(words.consoleAt), `${url}/console/`],
    [say(words.buyerAt(buyer.orders)), buyerUrl],
    [say(words.images), imagesFolder],
  ]);
  out.line(`  ${out.dim(say(words.duration((durationMs / 1000).toFixed(1), seed)))}`);
}

/** The number of orders of each kind. An order can count for several kinds. */
function countsOf({ orders, endMs }: SeedPlan) {
  const count = (is: (order: PlannedOrder) => boolean) => orders.filter(is).length;
  const isMade = ({ course }: PlannedOrder) => isOrder(course);
  const shipped = (kind: string) =>
    count(({ shipment }) => shipment?.kind === kind && shipment.atMs < endMs);
  const refunded = (isWhole: boolean) =>
    count(
      ({ refund, parts }) =>
        refund?.state === "SUCCESS" &&
        refund.atMs < endMs &&
        (refund.amountFen === parts[0]?.amountFen && parts.length === 1) === isWhole,
    );
  return {
    matched: count(isMade),
    combined: count(({ parts }) => parts.length > 1),
    replaced: count(({ course }) => course === "replaced"),
    late: count((order) => isMade(order) && order.delayMs > 5_000),
    unpaid: count(({ course }) => course === "unpaid"),
    unclaimed: count(({ course }) => course === "unclaimed"),
    other_payer: count(({ course }) => course === "other_payer"),
    both_forms: count(({ course }) => course === "both_forms"),
    shipped_whole: shipped("whole"),
    shipped_split: shipped("split"),
    shipped_part: shipped("part"),
    refunded_whole: refunded(true),
    refunded_part: refunded(false),
  };
}
