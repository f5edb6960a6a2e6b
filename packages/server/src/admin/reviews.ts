import {
  type ReviewCaseRepresentation,
  type ReviewDecisionRepresentation,
  text,
  UPLOAD_DELAY_MAX_MS,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import {
  judgeReview,
  type ReviewFigures,
  type ReviewWindow,
  reviewWindow,
} from "../domain/access-review.js";
import type { App } from "../domain/app.js";
import { orderIdOf } from "../domain/order-id.js";
import { decideReviewByHand } from "../domain/permission.js";
import { transactionIdOf } from "../domain/recorded-payment.js";
import type { ReviewDecision } from "../domain/review-history.js";
import { Cursors, PAGE_SIZE } from "../http/cursor.js";
import { Problem } from "../http/problem.js";
import type { DelayedOrder } from "../storage/console-store.js";
import type { OrderStore, Store } from "../storage/store.js";
import { type AdminCall, registerAdminRoutes } from "./admin-routes.js";
import { knownApp } from "./known-app.js";
import { representApp } from "./represent.js";

const REVIEW_CURSORS = new Cursors<[string]>("listReviews", ["string"]);
const DECISION_CURSORS = new Cursors<[number]>("listReviewDecisions", ["number"]);

type Stores = Pick<Store, "apps" | "orders" | "orderLists" | "reviews">;

/** Registers the operations on access reviews: pending reviews, their figures, and past decisions. */
export function registerReviewRoutes(server: FastifyInstance, stores: Stores, clock: Clock): void {
  registerAdminRoutes(server, {
    listReviews: (call) => listReviews(call, stores, clock.nowMs()),
    getReview: async ({ parameters }) =>
      caseOf(await knownApp(stores.apps, parameters.appid), stores.orders, clock.nowMs()),
    listReviewDecisions: (call) => listReviewDecisions(call, stores),
    listDelays: (call) => listDelays(call, stores, clock.nowMs()),
    decideAudit: (call) => decideAudit(call, stores, clock.nowMs()),
  });
}

async function listReviews(
  { query }: AdminCall<"listReviews">,
  { apps, orders }: Pick<Stores, "apps" | "orders">,
  nowMs: number,
) {
  const { state = "reviewing", limit = PAGE_SIZE } = query;
  const [afterAppid] = REVIEW_CURSORS.read(query.cursor) ?? [""];
  const found = await findApps(apps, state, afterAppid, limit + 1);
  const shown = await Promise.all(found.map((app) => caseOf(app, orders, nowMs)));
  return REVIEW_CURSORS.page(
    shown,
    limit,
    (item) => item,
    (last) => [last.appid],
  );
}

async function listReviewDecisions(
  { parameters, query }: AdminCall<"listReviewDecisions">,
  { apps, reviews }: Pick<Stores, "apps" | "reviews">,
) {
  const { appid } = await knownApp(apps, parameters.appid);
  const limit = query.limit ?? PAGE_SIZE;
  const [before] = DECISION_CURSORS.read(query.cursor) ?? [];
  const page = { ...(before === undefined ? {} : { before }), limit: limit + 1 };
  const found = await reviews.list(appid, page);
  return DECISION_CURSORS.page(found, limit, representDecision, (last) => [last.decidedAtMs]);
}

async function listDelays(
  { parameters, query }: AdminCall<"listDelays">,
  { apps, orders, orderLists }: Pick<Stores, "apps" | "orders" | "orderLists">,
  nowMs: number,
) {
  const app = await knownApp(apps, parameters.appid);
  const { window, figures } = await figuresOf(app, orders, nowMs);
  const slowest = await orderLists.slowest(app.appid, window, query.limit ?? 100);
  return { ...representFigures(window, figures), items: slowest.map(representDelay) };
}

async function decideAudit(
  { parameters, body: { result, reason } }: AdminCall<"decideAudit">,
  { apps, orders }: Pick<Stores, "apps" | "orders">,
  nowMs: number,
) {
  const verdict =
    result === "approved"
      ? ({ result } as const)
      : ({ result, reason: reason ?? "decided by the operator" } as const);
  const before = await knownApp(apps, parameters.appid);
  const looked = await figuresOf(before, orders, nowMs);
  const { appid } = before;
  const review = { appid, decidedAtMs: nowMs, decidedBy: "operator", verdict, ...looked } as const;
  const app = await apps.changePermission(appid, nowMs, (stored) =>
    stored.permission === "closed"
      ? null
      : { app: decideReviewByHand(stored, verdict, nowMs), review },
  );
  if (app === null) throw nothingToReview();
  return representApp(app);
}

async function figuresOf(app: App, orders: OrderStore, nowMs: number) {
  // The window includes the current millisecond.
  const window = reviewWindow(app, nowMs + 1);
  return { window, figures: await orders.reviewFigures(app.appid, window, UPLOAD_DELAY_MAX_MS) };
}

async function caseOf(
  app: App,
  orders: OrderStore,
  nowMs: number,
): Promise<ReviewCaseRepresentation> {
  const { window, figures } = await figuresOf(app, orders, nowMs);
  return representCase(app, window, figures);
}

/** Apps whose permission has a state, by appid. */
async function findApps(
  apps: Store["apps"],
  state: App["permission"],
  afterAppid: string,
  limit: number,
): Promise<App[]> {
  const found: App[] = [];
  for (let after: string | undefined = afterAppid; after !== undefined && found.length < limit; ) {
    const page = await apps.list({ afterAppid: after, limit: APPS_PAGE_SIZE });
    found.push(...page.filter(({ permission }) => permission === state));
    after = page.length === APPS_PAGE_SIZE ? page.at(-1)?.appid : undefined;
  }
  return found.slice(0, limit);
}

const APPS_PAGE_SIZE = 500;

function representCase(
  app: App,
  window: ReviewWindow,
  figures: ReviewFigures,
): ReviewCaseRepresentation {
  const { reviewDueAtMs } = app;
  const isRepeat = app.reviewedUntilMs !== null;
  const verdict = judgeReview(figures, isRepeat);
  return {
    appid: app.appid,
    name: app.name,
    permission: app.permission,
    last_result: app.lastResult,
    ...(reviewDueAtMs === null ? {} : { due_at: instant(reviewDueAtMs) }),
    is_repeat: isRepeat,
    would_be: verdict.result,
    ...(verdict.result === "rejected" ? { reason: verdict.reason } : {}),
    ...representFigures(window, figures),
  };
}

const representDecision = ({
  verdict,
  window,
  figures,
  decidedAtMs,
  decidedBy,
}: ReviewDecision): ReviewDecisionRepresentation => ({
  decided_at: instant(decidedAtMs),
  decided_by: decidedBy,
  result: verdict.result,
  ...(verdict.result === "rejected" ? { reason: verdict.reason } : {}),
  ...representFigures(window, figures),
});

function representFigures(
  { fromMs, toMs }: ReviewWindow,
  { matchedUploads, lateUploads, slowestDelayMs }: ReviewFigures,
) {
  return {
    from: instant(fromMs),
    to: instant(toMs),
    matched_uploads: matchedUploads,
    late_uploads: lateUploads,
    ...(slowestDelayMs === null ? {} : { slowest_delay_ms: slowestDelayMs }),
  };
}

function representDelay(order: DelayedOrder) {
  const transactionId = order.payment === null ? null : transactionIdOf(order.payment);
  return {
    id: orderIdOf(order),
    delay_ms: order.delayMs,
    paid_at: instant(order.paidAtMs ?? 0),
    received_at: instant(order.receivedAtMs),
    merchant_order_nos: [...order.merchantOrderNos],
    ...(transactionId === null ? {} : { transaction_id: transactionId }),
  };
}

const nothingToReview = () =>
  new Problem(
    409,
    text(
      "The app's permission is closed, so there is nothing to review: open it first.",
      "权限未开通，无可审核：请先开通。",
    ),
  );

const instant = (timeMs: number) => new Date(timeMs).toISOString();
