import {
  BUYER_OPERATIONS,
  type BuyerOperationKey,
  OPERATIONS,
  type OperationKey,
  type OperationKeyWith,
} from "@dingdan/contract";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Buyer, EXAMPLE_TIME, type WireReply } from "./support/platform.js";
import {
  combinedUpload,
  delivery,
  type Loose,
  order,
  shipping,
  upload,
} from "./support/requests.js";
import { RETAIL_SPU, SKU_300, SP_SKU, WHOLESALE_SPU } from "./support/service-provider.js";
import {
  A_APPID,
  A_SPU,
  B_APPID,
  BUYER,
  type Names,
  type Tenant,
  Tenants,
} from "./support/tenants.js";

// The same stranger B calls two platforms: on one A has one of everything, on the other A has nothing.
// If B's replies reveal anything about A, they differ between the two.

/** How B could reach A's data with an interface: requests that name A's identifiers. */
type Reach = (names: Names, caller: Tenant) => readonly Loose[];

const page = { offset: 0, limit: 20 };
const LATER = "2022-05-20T13:50:00+08:00";

const uploads: Reach = ({ orderKeys }) =>
  orderKeys.flatMap((order_key) => [
    upload({ order_key }),
    upload({ order_key, upload_time: LATER, logistics_type: 3 }),
  ]);

/** Combined uploads under another's order keys, and B's own combination of another's sub-orders. */
const combinedUploads: Reach = ({ orderKeys, subOrderKeys }) => [
  ...orderKeys.map((order_key) => combinedUpload({ order_key })),
  combinedUpload({
    order_key: { order_number_type: 2, transaction_id: "4200-of-b" },
    sub_orders: subOrderKeys.map((order_key) => ({ order_key, logistics_type: 1, ...order() })),
  }),
];

const shippings: Reach = ({ orderKeys }) =>
  orderKeys.flatMap((order_key) => [
    shipping({ order_key, upload_time: LATER }),
    shipping({ order_key, upload_time: LATER, payer: { openid: BUYER } }),
  ]);

const combinedShippings: Reach = ({ orderKeys, subOrderKeys }) =>
  orderKeys.map((order_key) => ({
    order_key,
    sub_orders: subOrderKeys.map((subOrderKey) => ({ order_key: subOrderKey, ...delivery() })),
    upload_time: LATER,
  }));

const secDelivery: Loose = {
  logistics_type: 1,
  delivery_mode: 1,
  shipping_list: [{ tracking_no: "YT0000000000021", express_company: "YTO", item_desc: "雨伞*1" }],
};
const ofBuyer: Loose = { upload_time: EXAMPLE_TIME.toISOString(), payer: { openid: BUYER } };

const secUploads: Reach = ({ orderKeys }) =>
  orderKeys.map((order_key) => ({ order_key, ...secDelivery, ...ofBuyer }));

const secCombinedUploads: Reach = ({ orderKeys, subOrderKeys }) =>
  orderKeys.flatMap((order_key) =>
    subOrderKeys.map((subOrderKey) => ({
      order_key,
      sub_orders: [{ order_key: subOrderKey, ...secDelivery }],
      ...ofBuyer,
    })),
  );

/** Queries that name A's payments, by each of their names. */
const secQuestions =
  (changes: Loose = {}): Reach =>
  ({ orderKeys }) =>
    orderKeys.map(({ transaction_id, mchid, out_trade_no }) => ({
      transaction_id,
      merchant_id: mchid,
      merchant_trade_no: out_trade_no,
      ...changes,
    }));

const questions: Reach = ({ orderKeys }) =>
  orderKeys.map((order_key) => ({ order_key, payer: { openid: BUYER } }));

const ofA =
  (changes: Loose = {}): Reach =>
  (_, { component }) => [
    { component_appid: component.appid, authorizer_appid: A_APPID, ...changes },
  ];

const option: Loose = { option_name: "voice_recognize" };

/** Operations whose requests name nothing: they are about the caller only. */
const namesNothing: Reach = () => [{}];
const NAME_NOTHING: ReadonlySet<OperationKey> = new Set<OperationKey>([
  "openShoppingOrderProductPermission",
  "confirmProductPermission",
  "getPreAuthCode",
  "getAuthorizerList",
  "secSetMsgJumpPath",
  "secUpdateOrderDetailPath",
  "secGetOrderDetailPath",
  "getDeliveryList",
]);

/** Operations that reach only A's account, which also exists where A has nothing. */
const REACH_THE_ACCOUNT: ReadonlySet<OperationKey> = new Set<OperationKey>([
  "setAuthorizerOptionInfo",
  "secIsTradeManaged",
  "secIsTradeManagementConfirmationCompleted",
]);

type Reachable = OperationKeyWith<"access_token" | "component_access_token">;

const REACHES: { readonly [Key in Reachable]: Reach } = {
  uploadShoppingInfo: uploads,
  uploadCombinedShoppingInfo: combinedUploads,
  uploadShippingInfo: shippings,
  uploadCombinedShippingInfo: combinedShippings,
  shoppingInfoVerifyUploadResult: questions,
  openShoppingOrderProductPermission: namesNothing,
  confirmProductPermission: namesNothing,
  secUploadShippingInfo: secUploads,
  secUploadCombinedShippingInfo: secCombinedUploads,
  secGetOrder: secQuestions(),
  secGetOrderList: () => [{ openid: BUYER }, {}],
  secNotifyConfirmReceive: secQuestions({
    received_time: Math.floor(EXAMPLE_TIME.getTime() / 1000),
  }),
  secSetMsgJumpPath: () => [{ path: "pages/of-b" }],
  secIsTradeManaged: () => [{ appid: A_APPID }],
  secIsTradeManagementConfirmationCompleted: () => [{ appid: A_APPID }],
  secOpSpecialOrder: ({ orderKeys }) =>
    orderKeys.map(({ transaction_id, out_trade_no }) => ({
      order_id: transaction_id ?? out_trade_no,
      type: 2,
    })),
  secUpdateOrderDetailPath: () => [{ path: "pages/of-b?no=${商品订单号}" }],
  secGetOrderDetailPath: namesNothing,
  getDeliveryList: namesNothing,
  getOrder: ({ orderIds }) => orderIds.map((orderId) => ({ orderId })),
  queryOrderList: () => [WHOLESALE_SPU, A_SPU].map((spuId) => ({ spuId, ...page })),
  getConvertibleSkus: ({ orderIds }) => [
    ...orderIds.map((orderId) => ({ orderId })),
    { spSpuId: A_SPU, spSkuId: SP_SKU },
  ],
  assignPackage: ({ orderIds }) =>
    orderIds.map((orderId) => ({
      orderId,
      requestId: "request-of-b",
      skuId: SKU_300,
      receiverAppId: B_APPID,
    })),
  cancelAssign: ({ orderIds, requestId }, { ownOrderId }) =>
    [...orderIds, ownOrderId].map((orderId) => ({ orderId, requestId })),
  getSPUsageDetail: () => [WHOLESALE_SPU, RETAIL_SPU, A_SPU].map((spuId) => ({ spuId, ...page })),
  getUsageDetail: () => [{ spuId: RETAIL_SPU, ...page }],
  getRecentAverageUsage: () => [{ spuId: RETAIL_SPU }],
  getRidInfo: ({ rid }) => [{ rid }],
  getPreAuthCode: (_, { component }) => [{ component_appid: component.appid }],
  getAuthorizerRefreshToken: ({ authorizationCode }, { component }) => [
    { component_appid: component.appid, authorization_code: authorizationCode },
  ],
  getAuthorizerAccessToken: (names, caller) => [
    ...ofA({ authorizer_refresh_token: names.refreshToken })(names, caller),
    ...ofA({ authorizer_refresh_token: names.refreshToken, authorizer_appid: B_APPID })(
      names,
      caller,
    ),
  ],
  getAuthorizerInfo: ofA(),
  getAuthorizerList: (_, { component }) => [
    { component_appid: component.appid, offset: 0, count: 100 },
  ],
  getAuthorizerOptionInfo: ofA(option),
  setAuthorizerOptionInfo: ofA({ ...option, option_value: "0" }),
};

/** Replies that may differ between the two platforms, with the codes of each. */
const PERMITTED: Partial<Record<OperationKey, { readonly full: number; readonly empty: number }>> =
  {
    // The documents have a separate code for another app's rid; a rid cannot be guessed.
    getRidInfo: { full: 76003, empty: 76001 },
  };

let full: Tenants;
let empty: Tenants;
let names: Names;
const startBoth = async () => {
  [full, empty] = await Promise.all([Tenants.start(), Tenants.start()]);
  names = await full.fillA();
};
const closeBoth = () => Promise.all([full.close(), empty.close()]);

/** A reply without the values that differ in each: rids, times, tokens, and the caller's own numbers. */
function comparable(reply: unknown, { ownOrderId }: Tenant): unknown {
  const text = JSON.stringify(reply)
    .replaceAll(ownOrderId, "OWN")
    .replaceAll(/rid: [0-9a-f-]+|"rid":"[0-9a-f-]+"/g, "rid")
    .replaceAll(/"(pkgId|pre_auth_code|refresh_token)":"[^"]*"/g, '"$1":"…"')
    .replaceAll(/"(\w*[tT]ime|\w+_at)":("[^"]*"|\d+)/g, '"$1":"…"');
  return JSON.parse(text);
}

const isComponents = (key: OperationKey) => OPERATIONS[key].credential === "component_access_token";

/** Every reply to a tenant's calls that reach for A's data, by each of its tokens. */
async function replies(tenants: Tenants, tenant: Tenant, key: Reachable): Promise<unknown[]> {
  const found: unknown[] = [];
  const reach = REACHES[key](names, tenant);
  const tokens = isComponents(key)
    ? [tenant.component.accessToken]
    : tenant.callers.map(({ accessToken }) => accessToken);
  for (const token of tokens) {
    for (const parameters of reach) {
      if (!isComponents(key)) found.push(await tenants.dryRun(key, token, parameters));
      found.push(await tenants.call(key, token, parameters));
    }
  }
  return found.map((reply) => comparable(reply, tenant));
}

const REACHABLE = (Object.keys(OPERATIONS) as OperationKey[]).filter(
  (key): key is Reachable => OPERATIONS[key].credential !== "none",
);

/** The answers that a buyer of another app, or another buyer of A's, gets. */
type BuyersReach = (tenants: Tenants, buyer: Buyer) => Promise<unknown[]>;

const BUYERS_REACHES: { readonly [Key in BuyerOperationKey]: BuyersReach } = {
  openSession: async ({ platform }) => [
    (await platform.send("POST", `/buyer/v1/sessions/${names.spentLink}`)).status,
  ],
  getMe: async (_, buyer) => [await buyer.get("/me")],
  listOrders: (_, buyer) =>
    Promise.all(
      ["", "?state=shipped", "?state=to_ship", "?limit=1"].map((query) =>
        buyer.get(`/orders${query}`),
      ),
    ),
  getOrder: (_, buyer) =>
    Promise.all(names.buyersOrderIds.map((id) => buyer.get(`/orders/${encodeURIComponent(id)}`))),
  listShipments: (_, buyer) =>
    Promise.all(["", "?limit=1"].map((query) => buyer.get(`/shipments${query}`))),
  getShipment: (_, buyer) =>
    Promise.all(transactionsOfA().map((id) => buyer.get(`/shipments/${id}`))),
  confirmReceipt: (_, buyer) =>
    Promise.all(transactionsOfA().map((id) => buyer.post(`/shipments/${id}/receipt`))),
};

const transactionsOfA = () =>
  names.orderKeys.flatMap(({ transaction_id: id }) => (typeof id === "string" ? [id] : []));

const bodyOf = (answer: unknown): unknown => {
  if (typeof answer !== "object" || answer === null) return answer;
  const { status, body } = answer as { status: number; body: Loose };
  return { status, body: { ...body, expires_at: "…" } };
};

// Both platforms get the same calls of strangers, one test after the other, so their answers stay the same.
describe("strangers", () => {
  beforeAll(startBoth);
  afterAll(closeBoth);

  describe("cannot read, overwrite or detect another tenant's data with", () => {
    test.each(REACHABLE)("%s", async (key) => {
      expect(REACHES, `decide how B could reach A's data with ${key}`).toHaveProperty(key);
      const before = await full.seenOfA();
      const logBefore = await full.logOfA();

      const seen = await replies(full, full.b, key);
      const expected = await replies(empty, empty.b, key);

      expect(await full.logOfA()).toEqual(logBefore);
      expect(await full.seenOfA()).toEqual(before);
      const permitted = PERMITTED[key];
      if (permitted === undefined) expect(seen).toEqual(expected);
      else {
        const codes = (all: unknown[]) =>
          new Set((all as WireReply[]).map(({ errcode }) => errcode));
        expect(codes(seen)).toContain(permitted.full);
        expect(codes(expected)).toContain(permitted.empty);
        expect(JSON.stringify(seen)).not.toContain(A_APPID);
      }
    });
  });

  test("uploads under another's order keys stay separate in all later calls", async () => {
    const before = await full.seenOfA();
    const chain = [
      "uploadShoppingInfo",
      "uploadShippingInfo",
      "uploadCombinedShoppingInfo",
      "uploadCombinedShippingInfo",
      "shoppingInfoVerifyUploadResult",
    ] as const;
    for (const key of chain) {
      const seen = await replies(full, full.b, key);
      expect(seen, key).toEqual(await replies(empty, empty.b, key));
    }
    expect(await full.seenOfA()).toEqual(before);
  });

  describe("a buyer's session never sees another's orders with", () => {
    test.each(Object.keys(BUYER_OPERATIONS) as BuyerOperationKey[])("%s", async (key) => {
      expect(BUYERS_REACHES, `decide how a stranger could reach them with ${key}`).toHaveProperty(
        key,
      );
      expect(names.buyersOrderIds.length).toBeGreaterThan(0);
      const before = await full.seenOfA();
      for (const [appid, openid] of [
        [A_APPID, "oAnother"],
        [B_APPID, BUYER],
      ] as const) {
        const answers = async (tenants: Tenants) => {
          const buyer = await tenants.platform.buyer(appid, openid);
          return (await BUYERS_REACHES[key](tenants, buyer)).map(bodyOf);
        };
        expect(await answers(full)).toEqual(await answers(empty));
      }
      expect(await full.seenOfA()).toEqual(before);
    });
  });
});

// Requests that do not reach A's data would get the same replies on both, and prove nothing. A's own calls
// change what the next ones find, so each has platforms of its own.
describe("A reaches its data with", () => {
  beforeEach(startBoth);
  afterEach(closeBoth);

  test.each(REACHABLE.filter((key) => !NAME_NOTHING.has(key)))("%s", async (key) => {
    const other = REACH_THE_ACCOUNT.has(key)
      ? await replies(full, full.b, key)
      : await replies(empty, empty.a, key);
    expect(await replies(full, full.a, key)).not.toEqual(other);
  });
});
