import {
  type ADMIN_OPERATIONS,
  EXAMPLE_APPID,
  EXAMPLE_PAYMENT,
  formatChinaTime,
  type Language,
  type Text,
  type TradeOrderRepresentation,
} from "@dingdan/contract";
import type { HttpReply } from "../http-operation.js";
import { Caller, type Step } from "./caller.js";
import { SHIPPING_DEMO_TEXTS as TEXTS } from "./shipping-demo-texts.js";
import type { Stage } from "./step.js";

const { chapter: CHAPTER, step: TITLE, goods: GOODS } = TEXTS;

const INGESTION_S = 10;
const HOUR_S = 3600;
const DAY_S = 24 * HOUR_S;
/** What the replies of get_order are about. */
const STATE = "order.order_state";
const SHIPPED = 2;
const SETTLED = 4;
const NOT_FOUND = 10060001;
const NOT_SHIPPABLE = 10060004;
const UNCHANGED = 10060023;

interface PaidOrder {
  readonly out_trade_no: string;
  readonly transaction_id: string;
  readonly tracking_no: string;
  readonly goods: Text;
}

const FIRST: PaidOrder = {
  out_trade_no: "DD-20220520-0001",
  transaction_id: "4200001234202205200000000001",
  tracking_no: "YT0000000000001",
  goods: GOODS.first,
};
const SECOND: PaidOrder = {
  out_trade_no: "DD-20220520-0002",
  transaction_id: "4200001234202205200000000002",
  tracking_no: "YT0000000000002",
  goods: GOODS.second,
};

/**
 * Two payments under shipping information management: one is shipped at once, one after a reminder, and
 * the receipt of both is confirmed by the timer.
 * @param startsAtMs the time of the platform's clock at the start of the story
 * @returns both orders at the end, with their timelines
 */
export async function* playShippingStory(
  stage: Stage,
  startsAtMs: number,
): Step<readonly TradeOrderRepresentation[]> {
  const credentials = yield* playShipped(stage, startsAtMs);
  yield* playForgotten(stage, startsAtMs + (INGESTION_S + 2 * DAY_S) * 1000, credentials);
  return yield* playReceived(stage, credentials);
}

type ClockReply = HttpReply<(typeof ADMIN_OPERATIONS)["advanceClock"]>;

interface Credentials {
  readonly appid: string;
  readonly secret: string;
}

async function* playShipped(stage: Stage, startsAtMs: number): Step<Credentials> {
  const shop = new Caller(stage, CHAPTER.shipped);
  const appid = EXAMPLE_APPID;
  const { secret } = yield* shop.admin(TITLE.registerApp, "createApp", {
    body: {
      appid,
      name: TEXTS.merchantName[stage.language],
      kind: "mini_program",
      mchids: [EXAMPLE_PAYMENT.mchid],
    },
  });
  const token = yield* shop.token(TITLE.token, { appid, secret });
  yield* pay(shop, TITLE.payFirst, FIRST);
  yield* pay(shop, TITLE.paySecond, SECOND);
  const upload = uploadOf(FIRST, startsAtMs, stage.language);
  yield* shop.refusal(TITLE.tooEarly, "secUploadShippingInfo", token, upload, NOT_FOUND);
  yield* pass(shop, TITLE.tenSeconds, INGESTION_S, { trade_orders_ingested: 2 });
  yield* shop.wire(TITLE.upload, "secUploadShippingInfo", token, upload);
  yield* shop.wire(TITLE.shipped, "secGetOrder", token, keyOf(FIRST), hasState(SHIPPED), STATE);
  const later = uploadOf(FIRST, startsAtMs + 5000, stage.language);
  yield* shop.refusal(TITLE.again, "secUploadShippingInfo", token, later, UNCHANGED);
  return { appid, secret };
}

async function* playForgotten(stage: Stage, nowMs: number, credentials: Credentials): Step<void> {
  const shop = new Caller(stage, CHAPTER.forgotten);
  yield* pass(shop, TITLE.twoDays, 2 * DAY_S, { trade_orders_reminded: 1 });
  const hasReminder = ({ timeline }: TradeOrderRepresentation) =>
    timeline.some(({ event }) => event === "reminded_merchant");
  yield* shop.admin(TITLE.reminded, "getTradeOrder", keyOf(SECOND), hasReminder, "timeline");
  const token = yield* shop.token(TITLE.tokenAgain, credentials);
  const upload = uploadOf(SECOND, nowMs, stage.language);
  yield* shop.wire(TITLE.uploadSecond, "secUploadShippingInfo", token, upload);
  yield* pass(shop, TITLE.oneDay, DAY_S, { trade_orders_confirmed: 0 });
  const newToken = yield* shop.token(TITLE.tokenAgain, credentials);
  const received = { ...keyOf(SECOND), received_time: Math.floor(nowMs / 1000) + 20 * HOUR_S };
  yield* shop.wire(TITLE.remindBuyer, "secNotifyConfirmReceive", newToken, received);
}

async function* playReceived(
  stage: Stage,
  credentials: Credentials,
): Step<readonly TradeOrderRepresentation[]> {
  const shop = new Caller(stage, CHAPTER.received);
  yield* pass(shop, TITLE.tenDays, 10 * DAY_S, { trade_orders_settled: 2 });
  const token = yield* shop.token(TITLE.tokenAgain, credentials);
  yield* shop.wire(TITLE.settled, "secGetOrder", token, keyOf(FIRST), hasState(SETTLED), STATE);
  const change = uploadOf(FIRST, Date.parse(EXAMPLE_PAYMENT.success_time) + 60_000, "en");
  yield* shop.refusal(TITLE.tooLate, "secUploadShippingInfo", token, change, NOT_SHIPPABLE);
  const first = yield* look(shop, TITLE.timeline, FIRST);
  const second = yield* look(shop, TITLE.timelineSecond, SECOND);
  return [first, second];
}

const pay = (shop: Caller, title: Text, order: PaidOrder) =>
  shop.admin(title, "recordPayment", { body: paymentOf(order) }, () => true, "managed.state");

/** Lets time pass, in which this many timers of trade orders end. */
const pass = (shop: Caller, title: Text, seconds: number, ended: Partial<ClockReply>) => {
  const body = { advance_seconds: seconds };
  const [[name, count] = ["", 0]] = Object.entries(ended);
  const expect = (reply: ClockReply) => reply[name as keyof ClockReply] === count;
  return shop.admin(title, "advanceClock", { body }, expect, name);
};

const look = (shop: Caller, title: Text, order: PaidOrder) =>
  shop.admin(title, "getTradeOrder", keyOf(order), ({ money }) => money === "released", "money");

const hasState =
  (state: number) =>
  ({ order }: { readonly order: { readonly order_state: number } }) =>
    order.order_state === state;

const keyOf = ({ transaction_id }: PaidOrder) => ({ transaction_id });

const paymentOf = ({ out_trade_no, transaction_id }: PaidOrder) => ({
  ...EXAMPLE_PAYMENT,
  out_trade_no,
  transaction_id,
});

const uploadOf = (
  { transaction_id, tracking_no, goods }: PaidOrder,
  uploadTimeMs: number,
  language: Language,
) => ({
  order_key: { order_number_type: 2, transaction_id },
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [{ tracking_no, express_company: "YTO", item_desc: goods[language] }],
  upload_time: formatChinaTime(uploadTimeMs),
  payer: EXAMPLE_PAYMENT.payer,
});
