import {
  EXAMPLE_APPID,
  EXAMPLE_PAYMENT,
  EXAMPLE_UPLOAD,
  EXAMPLE_VERIFY,
  type ListedOrderRepresentation,
  OPERATIONS,
  SERVICE_PROVIDER_ORDER_STATUS,
} from "@dingdan/contract";
import { TEXTS } from "../texts.js";
import { Caller, type Step } from "./caller.js";
import type { Stage } from "./step.js";

const SIX_HOURS_S = 6 * 3600;
const { chapter: CHAPTER, step: TITLE } = TEXTS.demo;

/**
 * The complete flow, call by call, with the examples of the contract: from a merchant's registration
 * to what its buyer sees, then a service provider's order.
 * @returns the orders that the buyer sees at the end
 */
export async function* playStory(stage: Stage): Step<readonly ListedOrderRepresentation[]> {
  const merchant = new Caller(stage, CHAPTER.merchant);
  const { secret } = yield* merchant.admin(
    TITLE.registerApp,
    "createApp",
    {
      body: {
        appid: EXAMPLE_APPID,
        name: TEXTS.demo.merchantName[stage.language],
        kind: "mini_program",
        mchids: [EXAMPLE_PAYMENT.mchid],
      },
    },
    ({ permission }) => permission === "closed",
  );
  const appid = EXAMPLE_APPID;
  yield* merchant.admin(TITLE.signAgreement, "signAgreement", { appid });
  yield* merchant.admin(
    TITLE.openPermission,
    "setPermission",
    { appid, body: { state: "open" } },
    ({ permission }) => permission === "open",
  );
  const credentials = { appid, secret };
  const token = yield* merchant.token(TITLE.token, credentials);

  const shop = new Caller(stage, CHAPTER.upload);
  yield* shop.wire(TITLE.upload, "uploadShoppingInfo", token, EXAMPLE_UPLOAD);
  const verifyOperation = "shoppingInfoVerifyUploadResult";
  yield* shop.wire(TITLE.verifyNotPaid, verifyOperation, token, EXAMPLE_VERIFY, (reply) =>
    reply.verify_result.startsWith("NOT_PAID:"),
  );
  yield* shop.admin(
    TITLE.pay,
    "recordPayment",
    { body: EXAMPLE_PAYMENT },
    ({ state }) => state === "matched",
  );
  yield* shop.wire(TITLE.verifySuccess, verifyOperation, token, EXAMPLE_VERIFY, (reply) =>
    reply.verify_result.startsWith("SUCCESS:"),
  );

  const review = new Caller(stage, CHAPTER.review);
  yield* review.wire(
    TITLE.confirm,
    "confirmProductPermission",
    token,
    {},
    (reply) => reply.last_result === "",
  );
  const buyer = { appid, openid: EXAMPLE_PAYMENT.payer.openid };
  const early = yield* review.session(TITLE.buyerLink, TITLE.buyerSession, buyer);
  yield* review.buyer(TITLE.buyerEmpty, "listOrders", early, {}, ({ items }) => items.length === 0);
  yield* review.admin(
    TITLE.sixHours,
    "advanceClock",
    { body: { advance_seconds: SIX_HOURS_S } },
    (reply) => reply.reviews_finished === 1,
  );
  const newToken = yield* review.token(TITLE.tokenAgain, credentials);
  yield* review.wire(
    TITLE.confirmApproved,
    "confirmProductPermission",
    newToken,
    {},
    (reply) => reply.last_result === "APPROVED",
  );
  const late = yield* review.session(TITLE.buyerLinkAgain, TITLE.buyerSessionAgain, buyer);
  const { items } = yield* review.buyer(
    TITLE.buyerSees,
    "listOrders",
    late,
    {},
    (reply) => reply.items[0]?.transaction_id === EXAMPLE_PAYMENT.transaction_id,
  );

  yield* playProvidersOrder(stage);
  return items;
}

async function* playProvidersOrder(stage: Stage): Step<void> {
  const provider = new Caller(stage, CHAPTER.provider);
  const { orderId, orderPrice, orderProductInfo, usage } = OPERATIONS.getOrder.example.reply.order;
  const { appid, secret } = yield* provider.admin(TITLE.registerProvider, "createApp", {
    body: { name: TEXTS.demo.providerName[stage.language], kind: "service_provider" },
  });
  const token = yield* provider.token(TITLE.providerToken, { appid, secret });
  const product = {
    ...orderProductInfo,
    spuName: TEXTS.demo.product[stage.language],
    skuName: TEXTS.demo.pack[stage.language],
  };
  yield* provider.admin(
    TITLE.providerOrder,
    "createServiceProviderOrder",
    { body: { appid, orderId, orderPrice, orderProductInfo: product, usage: { all: usage.all } } },
    ({ status }) => status === SERVICE_PROVIDER_ORDER_STATUS.TO_BE_PAID,
  );
  yield* provider.admin(TITLE.providerPays, "moveServiceProviderOrder", {
    orderId,
    body: { status: SERVICE_PROVIDER_ORDER_STATUS.PAID },
  });
  yield* provider.wire(
    TITLE.providerLooksUp,
    "getOrder",
    token,
    { orderId },
    ({ order }) =>
      order.status === SERVICE_PROVIDER_ORDER_STATUS.PAID && order.usage?.all === usage.all,
  );
}
