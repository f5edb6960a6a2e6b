import {
  ADMIN_OPERATIONS,
  ADMIN_PREFIX,
  type AdminOperationKey,
  type AppRepresentation,
  BUYER_OPERATIONS,
  BUYER_PREFIX,
  type BuyerOperationKey,
  EXAMPLE_APPID,
  EXAMPLE_PAYMENT,
  EXAMPLE_UPLOAD,
  EXAMPLE_VERIFY,
  type ListedOrderRepresentation,
  OPERATIONS,
  type OperationKey,
  type ReplyOf,
  SERVICE_PROVIDER_ORDER_STATUS,
  type Text,
} from "@dingdan/contract";
import { type HttpInput, type HttpReply, requestOf } from "../http-operation.js";
import { TEXTS } from "../texts.js";
import { type DemoStep, demoStep, type Stage } from "./step.js";

type Step<Reply> = AsyncGenerator<DemoStep, Reply>;

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

/** Operations that return a complete app, and the member of it that the demo shows. */
const POINTS: { readonly [Key in AdminOperationKey]?: keyof AppRepresentation } = {
  createApp: "permission",
  signAgreement: "agreement_signed_at",
  setPermission: "permission",
};

/** Makes the calls of one chapter; their types come from the contract. */
class Caller {
  readonly #stage: Stage;
  readonly #chapter: Text;

  constructor(stage: Stage, chapter: Text) {
    this.#stage = stage;
    this.#chapter = chapter;
  }

  async *admin<Key extends AdminOperationKey>(
    title: Text,
    key: Key,
    input: HttpInput<(typeof ADMIN_OPERATIONS)[Key]>,
    expect: (reply: HttpReply<(typeof ADMIN_OPERATIONS)[Key]>) => boolean = () => true,
  ): Step<HttpReply<(typeof ADMIN_OPERATIONS)[Key]>> {
    const chapter = this.#chapter;
    const request = requestOf(ADMIN_PREFIX, ADMIN_OPERATIONS[key], input);
    const point = POINTS[key];
    return yield* demoStep(this.#stage, {
      chapter,
      title,
      ...request,
      bearer: this.#stage.adminKey,
      ...(point === undefined ? {} : { point }),
      expect,
    });
  }

  async *buyer<Key extends BuyerOperationKey>(
    title: Text,
    key: Key,
    session: string | null,
    input: HttpInput<(typeof BUYER_OPERATIONS)[Key]>,
    expect: (reply: HttpReply<(typeof BUYER_OPERATIONS)[Key]>) => boolean = () => true,
  ): Step<HttpReply<(typeof BUYER_OPERATIONS)[Key]>> {
    const chapter = this.#chapter;
    const request = requestOf(BUYER_PREFIX, BUYER_OPERATIONS[key], input);
    const bearer = session === null ? {} : { bearer: session };
    return yield* demoStep(this.#stage, { chapter, title, ...request, ...bearer, expect });
  }

  /** Opens a buyer's session with a one-time link from the operator. */
  async *session(
    linkTitle: Text,
    sessionTitle: Text,
    buyer: { readonly appid: string; readonly openid: string },
  ): Step<string> {
    const link = yield* this.admin(linkTitle, "createBuyerSession", { body: buyer });
    const session = yield* this.buyer(sessionTitle, "openSession", null, { token: link.token });
    return session.token;
  }

  async *wire<Key extends OperationKey>(
    title: Text,
    key: Key,
    token: string,
    parameters: Readonly<Record<string, unknown>>,
    expect: (reply: ReplyOf<(typeof OPERATIONS)[Key]>) => boolean = () => true,
  ): Step<ReplyOf<(typeof OPERATIONS)[Key]>> {
    return yield* this.#call<ReplyOf<(typeof OPERATIONS)[Key]>>(
      title,
      key,
      { access_token: token },
      parameters,
      (reply) => (reply as { errcode?: number }).errcode === 0 && expect(reply),
    );
  }

  async *token(
    title: Text,
    credentials: { readonly appid: string; readonly secret: string },
  ): Step<string> {
    const parameters = { grant_type: "client_credential", ...credentials };
    const reply = yield* this.#call<{ readonly access_token: string }>(
      title,
      "getAccessToken",
      {},
      parameters,
      ({ access_token: token }) => typeof token === "string",
    );
    return reply.access_token;
  }

  async *#call<Reply>(
    title: Text,
    key: OperationKey,
    query: Readonly<Record<string, string>>,
    parameters: Readonly<Record<string, unknown>>,
    expect: (reply: Reply) => boolean,
  ): Step<Reply> {
    const { method, path, parameters: location } = OPERATIONS[key];
    const inQuery = location === "query" ? (parameters as Readonly<Record<string, string>>) : {};
    const search = new URLSearchParams({ ...query, ...inQuery });
    return yield* demoStep<Reply>(this.#stage, {
      chapter: this.#chapter,
      title,
      method,
      path: `${path}?${search.toString()}`,
      ...(location === "query" ? {} : { body: parameters }),
      expect,
    });
  }
}
