import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type ReviewCaseRepresentation,
  type ReviewDecisionRepresentation,
  text,
} from "@dingdan/contract";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.js";
import {
  judgeReview,
  type ReviewFigures,
  type ReviewWindow,
  reviewWindow,
  UPLOAD_DELAY_MAX_MS,
} from "../domain/access-review.js";
import type { App } from "../domain/app.js";
import { orderIdOf } from "../domain/order-id.js";
import { decideReviewByHand } from "../domain/permission.js";
import type { ReviewDecision } from "../domain/review-history.js";
import { decodeCursor, PAGE_SIZE, pageOf } from "../http/cursor.js";
import { registerHttpOperation } from "../http/http-operation.js";
import { Problem } from "../http/problem.js";
import type { DelayedOrder } from "../storage/console-store.js";
import type { Store } from "../storage/store.js";
import { knownApp } from "./known-app.js";
import { representApp } from "./represent.js";

type Stores = Pick<Store, "apps" | "orders" | "orderLists" | "reviews">;

/** Access reviews: who waits for one, what decides it, and how those before ended. */
export function registerReviewRoutes(server: FastifyInstance, stores: Stores, clock: Clock): void {
  const { apps, orders, orderLists, reviews } = stores;

  const figuresOf = async (app: App, nowMs: number) => {
    const window = reviewWindow(app, nowMs);
    return { window, figures: await orders.reviewFigures(app.appid, window, UPLOAD_DELAY_MAX_MS) };
  };
  const caseOf = async (app: App): Promise<ReviewCaseRepresentation> => {
    const { window, figures } = await figuresOf(app, clock.nowMs());
    return representCase(app, window, figures);
  };

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.listReviews, async ({ query }) => {
    const { state = "reviewing", limit = PAGE_SIZE } = query;
    const [afterAppid] = decodeCursor<[string]>(query.cursor, ["string"]) ?? [""];
    const found = await findApps(stores.apps, state, afterAppid, limit + 1);
    const shown = await Promise.all(found.map(caseOf));
    return pageOf(
      shown,
      limit,
      (item) => item,
      (last) => [last.appid],
    );
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.getReview, async ({ parameters }) =>
    caseOf(await knownApp(apps, parameters["appid"] as string)),
  );

  registerHttpOperation(
    server,
    ADMIN_PREFIX,
    ADMIN_OPERATIONS.listReviewDecisions,
    async (call) => {
      const { appid } = await knownApp(apps, call.parameters["appid"] as string);
      const limit = call.query.limit ?? PAGE_SIZE;
      const [before] = decodeCursor<[number]>(call.query.cursor, ["number"]) ?? [];
      const page = { ...(before === undefined ? {} : { before }), limit: limit + 1 };
      const found = await reviews.list(appid, page);
      return pageOf(found, limit, representDecision, (last) => [last.decidedAtMs]);
    },
  );

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.listDelays, async (call) => {
    const app = await knownApp(apps, call.parameters["appid"] as string);
    const { window, figures } = await figuresOf(app, clock.nowMs());
    const slowest = await orderLists.slowest(app.appid, window, call.query.limit ?? 100);
    return { ...representFigures(window, figures), items: slowest.map(representDelay) };
  });

  registerHttpOperation(server, ADMIN_PREFIX, ADMIN_OPERATIONS.decideAudit, async (call) => {
    const { result, reason } = call.body;
    const verdict =
      result === "approved"
        ? ({ result } as const)
        : ({ result, reason: reason ?? "decided by the operator" } as const);
    const before = await knownApp(apps, call.parameters["appid"] as string);
    const nowMs = clock.nowMs();
    const looked = await figuresOf(before, nowMs);
    let isClosed = false;
    const app = await apps.change(before.appid, (stored) => {
      isClosed = stored.permission === "closed";
      return isClosed ? stored : decideReviewByHand(stored, verdict, nowMs);
    });
    if (isClosed || app === null) throw nothingToReview();
    const { appid } = app;
    await reviews.add({ appid, decidedAtMs: nowMs, decidedBy: "operator", verdict, ...looked });
    return representApp(app);
  });
}

/** Apps in a state of their permission, by appid. */
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

const representDelay = (order: DelayedOrder) => ({
  id: orderIdOf(order),
  delay_ms: order.delayMs,
  paid_at: instant(order.paidAtMs ?? 0),
  received_at: instant(order.receivedAtMs),
  merchant_order_nos: [...order.merchantOrderNos],
  transaction_id: order.transactionId ?? "",
});

const nothingToReview = () =>
  new Problem(
    409,
    text(
      "The permission is closed, so there is nothing to review: open it first.",
      "权限未开通，无可审核：请先开通。",
    ),
  );

const instant = (timeMs: number) => new Date(timeMs).toISOString();
