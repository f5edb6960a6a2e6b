import { EXAMPLE_UPLOAD, type FirstRunStep, text } from "@dingdan/contract";
import type { AdvanceClock } from "../../admin/clock.js";
import { newBuyerLink } from "../../buyer/sessions.js";
import type { Clock } from "../../clock.js";
import { REVIEW_MS } from "../../domain/access-review.js";
import type { StoredUpload } from "../../domain/stored-order.js";
import { invalidRequest, Problem } from "../../http/problem.js";
import { parseTransaction } from "../../payments/transaction.js";
import type { Statistics } from "../../statistics/statistics.js";
import type { Store } from "../../storage/store.js";
import { type PaymentStores, recordPaymentReport } from "../../wechatpay/record-payment.js";
import type { DemoApp } from "../demo-app.js";
import type { OwnWire } from "./own-wire.js";
import { paymentOf, storyKeyText, storyUpload, wrongUpload } from "./story.js";

export interface ActionParts {
  readonly stores: PaymentStores & Pick<Store, "orderLists" | "buyerTokens">;
  readonly statistics: Statistics;
  readonly clock: Clock;
  readonly advance: AdvanceClock;
}

export interface Stage extends ActionParts {
  readonly app: DemoApp;
  readonly wire: OwnWire;
}

/** What a step has led to. */
export interface ActionResult {
  /** What the platform answered to the step's call; null when the step makes none. */
  readonly reply: Readonly<Record<string, unknown>> | null;
  /** The page to go to; null to stay. */
  readonly open: string | null;
}

const answered = (reply: ActionResult["reply"]): ActionResult => ({ reply, open: null });

/** Takes each step for the user. All of them act on the demo app; the clock is the whole sandbox's. */
export const ACTIONS: Readonly<Record<FirstRunStep, (stage: Stage) => Promise<ActionResult>>> = {
  token: async ({ wire }) => answered(await wire.token()),
  upload: async (stage) => answered(await upload(stage)),
  pay: async (stage) => answered(await pay(stage)),
  review: async (stage) => answered(await passReview(stage)),
  buyer: openBuyersPage,
  refusal: async ({ wire, app }) =>
    answered(await wire.call("uploadShoppingInfo", wrongUpload(app))),
};

async function upload({ wire, app, stores, clock }: Stage) {
  const isFirst = (await stores.orders.findFacts(app.appid, storyKeyText(app))).upload === null;
  const order = isFirst ? storyUpload(app) : storyUpload(app, `DINGDAN-${clock.nowMs()}`);
  return wire.call("uploadShoppingInfo", order);
}

async function pay({ app, stores, statistics, clock }: Stage) {
  const waiting = await waitingUpload(app, stores);
  if (waiting === null) throw new Problem(409, NOTHING_WAITS);
  const nowMs = clock.nowMs();
  const parsed = parseTransaction(paymentOf(waiting, app, nowMs), nowMs);
  if (parsed.kind === "broken") throw invalidRequest(parsed.violations);
  if (parsed.kind !== "payment") throw new Problem(409, NOTHING_WAITS);
  const { outcome } = await recordPaymentReport(parsed.payment, stores, statistics);
  if (outcome.kind === "conflict") throw new Problem(409, PAID_ALREADY);
  return { state: outcome.kind === "erased" ? "erased" : outcome.state };
}

/** The upload that arrived last and waits for its payment. */
async function waitingUpload(
  { appid }: DemoApp,
  { orderLists, orders }: Stage["stores"],
): Promise<StoredUpload | null> {
  const page = await orderLists.list({ appid, state: "waiting", sort: "newest", limit: 1 });
  const [newest] = page.orders;
  const found = newest === undefined ? null : await orders.findOrder(appid, newest.orderKey);
  return found?.upload ?? null;
}

async function passReview({ app, wire, advance, stores }: Stage) {
  const before = await stores.apps.find(app.appid);
  if (before?.permission === "approved") {
    await advance(REVIEW_MS / 1000);
    return null;
  }
  const reply = await wire.call("confirmProductPermission", {});
  // A refusal is shown as it came: its text says what is missing.
  if (reply["errcode"] === 0) await advance(REVIEW_MS / 1000);
  return reply;
}

/**
 * The link leads to the page on which the buyer confirms. It is relative, since the visitor is on this
 * machine, whatever public address the platform has.
 */
async function openBuyersPage({ app: { appid }, stores, clock }: Stage): Promise<ActionResult> {
  const query = { appid, state: "matched", sort: "newest", limit: 1 } as const;
  const [order] = (await stores.orderLists.list(query)).orders;
  const { openid } = order ?? EXAMPLE_UPLOAD.payer;
  const { token, link } = newBuyerLink(
    { buyers: [{ appid, openid }], isPreview: false },
    clock.nowMs(),
  );
  await stores.buyerTokens.put(link);
  return { reply: null, open: `/buyer/sessions/${token}` };
}

const NOTHING_WAITS = text(
  "No upload waits for its payment. Upload an order first.",
  "没有等待支付的上传，请先上传订单。",
);

const PAID_ALREADY = text(
  "A payment with one of these numbers is recorded already, with another content. Upload another order, and pay that.",
  "已有相同单号但内容不同的支付记录。请另外上传一个订单并支付。",
);
