import { CONSOLE_HEADER, OPERATIONS } from "@dingdan/contract";
import type { Random } from "../../../cli/src/seed/random.js";
import { API_V3_KEY, makeKey } from "../../../wechatpay/test/keys.js";
import {
  combinedPaymentFor,
  combinedUpload,
  delivery,
  type Loose,
  paymentFor,
  shipping,
  upload,
} from "../support/requests.js";
import { RETAIL_SPU, SKU_300, SP_SKU, WHOLESALE_SPU } from "../support/service-provider.js";
import { A_APPID, A_MCHID, BUYER, type Names, type Tenant } from "../support/tenants.js";
import { type Credentials, SPARE_APPID, SPARE_COMPONENT } from "./callers.js";
import type { AnyOperation, CallParts } from "./calls.js";

const WECHATPAY_KEY = makeKey();

/** The data and the callers of the tested platform. */
export interface CallWorld {
  readonly names: Names;
  readonly tenant: Tenant;
  readonly credentials: Credentials;
  readonly adminKey: string;
}

/** What calls need to reach data of this platform. */
export const callParts = (world: CallWorld): CallParts => ({
  known: knownOf(world),
  spare: {
    appid: [SPARE_APPID],
    component: [SPARE_COMPONENT],
    orderId: world.names.orderIds.slice(1),
  },
  bodies: (name, random) => bodyOf(name, world, random),
  credential: (made, random) => credentialOf(made, world, random),
});

const knownOf = ({ names, tenant, credentials }: CallWorld): CallParts["known"] => {
  const { orderIds, rid, orderKeys, buyersOrderIds } = names;
  const { shop, provider, component } = tenant;
  const apps = [shop.appid, provider.appid, SPARE_APPID];
  const positions = [
    ["wx"],
    ["\u0000\ud800"],
    [5],
    [-1],
    [Number.MAX_SAFE_INTEGER],
    [1, 1],
    [-1, -1],
  ];
  const cursors = positions.map((position) =>
    Buffer.from(JSON.stringify(position)).toString("base64url"),
  );
  return {
    appid: apps,
    mchid: [A_MCHID],
    component_appid: [component.appid],
    component: [component.appid],
    authorizer_appid: [shop.appid],
    authorizer_refresh_token: [credentials.refreshToken],
    authorization_code: [credentials.authorizationCode],
    token: [credentials.link],
    ip_whitelist: [["203.0.113.0/24", "::1"]],
    component_secret: [tenant.component.secret],
    count: ["1"],
    component_appsecret: [component.secret],
    component_verify_ticket: [component.ticket],
    secret: [credentials.spareSecret],
    receiverAppId: [shop.appid],
    orderId: orderIds,
    requestId: [names.requestId, "request-2"],
    spuId: [RETAIL_SPU, WHOLESALE_SPU],
    skuId: [SKU_300, SP_SKU],
    spSpuId: [WHOLESALE_SPU],
    spSkuId: [SP_SKU],
    pkgId: names.pkgIds,
    id: buyersOrderIds,
    webhook_endpoint: [credentials.webhookEndpoint],
    event_id: [credentials.eventId],
    rid: [rid],
    openid: [BUYER],
    order_key: orderKeys,
    transaction_id: orderKeys.map(({ transaction_id }) => transaction_id).filter(Boolean),
    merchant_id: [A_MCHID],
    order_state: [0, 1, 2],
    operation: ["uploadShoppingInfo", "uploadShippingInfo"],
    callback_url: ["", "http://127.0.0.1:9/callback"],
    advance_seconds: [0, 1, 60],
    // At the end of the feed, a call waits so long.
    wait_seconds: [0, 1],
    grant_type: ["client_credential"],
    cursor: cursors,
    after: cursors,
    from: ["2022-05-20T00:00:00Z"],
    to: ["2022-05-21T00:00:00+08:00"],
    upload_time: ["2022-05-20T13:29:36+08:00", "2022-05-20T14:00:00+08:00"],
  };
};

/** A body of which every operation has something to do. */
function bodyOf(name: string, world: CallWorld, random: Random): Loose | undefined {
  const order_key = random.isOnce(0.5)
    ? { ...random.pick(world.names.orderKeys) }
    : { order_number_type: 1, mchid: A_MCHID, out_trade_no: `D-${random.integer(0, 1e9)}` };
  const minute = String(random.integer(10, 59));
  const upload_time = `2022-05-20T14:${minute}:00+08:00`;
  switch (name) {
    case "getAccessToken":
    case "getStableAccessToken":
      return {
        grant_type: "client_credential",
        appid: SPARE_APPID,
        secret: world.credentials.spareSecret,
      };
    case "uploadShoppingInfo":
      return upload({ order_key, upload_time });
    case "uploadCombinedShoppingInfo":
      return combinedUpload({ order_key, upload_time });
    case "uploadShippingInfo":
      return shipping({ order_key, upload_time });
    case "uploadCombinedShippingInfo":
      return {
        order_key: world.names.orderKeys.at(-3),
        sub_orders: world.names.subOrderKeys.map((subKey) => ({
          order_key: subKey,
          ...delivery(),
        })),
        upload_time,
      };
    case "secUploadShippingInfo":
      return { order_key, ...secDelivery(random), upload_time, payer: { openid: BUYER } };
    case "secUploadCombinedShippingInfo":
      return {
        order_key: world.names.orderKeys.at(-3),
        sub_orders: world.names.subOrderKeys.map((subKey) => ({
          order_key: subKey,
          ...secDelivery(random),
        })),
        upload_time,
        payer: { openid: BUYER },
      };
    case "confirmTradeOrder":
      return { openid: BUYER };
    case "complainAboutTradeOrder":
      return { open: random.isOnce(0.5) };
    case "assignPackage":
    case "cancelAssign":
      return {
        orderId: world.names.orderIds[0],
        requestId: `request-${random.integer(1, 3)}`,
        ...(name === "assignPackage" ? { skuId: SKU_300, receiverAppId: A_APPID } : {}),
      };
    case "createServiceProviderSpu":
      return { spuId: `2${random.integer(0, 1e9)}`, spuName: "示例商品", side: "retail" };
    case "createServiceProviderSku":
      return {
        skuId: `3${random.integer(0, 1e9)}`,
        spuId: RETAIL_SPU,
        skuName: "示例 SKU",
        quota: "1",
        duration: 1,
      };
    case "shoppingInfoVerifyUploadResult":
      return { order_key, payer: { openid: BUYER } };
    case "recordPayment":
      return random.pick([
        { ...paymentFor(upload({ order_key })), appid: A_APPID },
        { ...combinedPaymentFor(combinedUpload({ order_key })), combine_appid: A_APPID },
      ]);
    case "recordRefund":
      return refundOf(world, random.pick(["R-1", `R-${random.integer(0, 1e9)}`]));
    case "setWeChatPay":
      return {
        api_v3_key: API_V3_KEY,
        public_keys: [{ id: WECHATPAY_KEY.serial, pem: WECHATPAY_KEY.publicPem }],
      };
    case "sendTestNotice":
      return {
        notify_url: "http://127.0.0.1:9/notify",
        transaction: { ...paymentFor(upload({ order_key })), appid: A_APPID },
      };
    case "createWebhookEndpoint":
    case "changeWebhookEndpoint":
      return { url: "http://127.0.0.1:9/events", events: random.pick([["*"], ["order.matched"]]) };
    case "rotateWebhookSecret":
      return { overlap_seconds: random.integer(0, 60) };
    case "resendWebhookDeliveries":
      return { since: "2022-05-20T00:00:00Z", missing: random.isOnce(0.5) };
    case "createBuyerSession":
      return random.pick([
        { appid: A_APPID, openid: BUYER },
        { buyers: [{ appid: A_APPID, openid: BUYER }], preview: true },
      ]);
    case "signIn":
      return random.pick([
        { admin_key: world.adminKey },
        { appid: SPARE_APPID, secret: world.credentials.spareSecret },
      ]);
    default:
      return undefined;
  }
}

/** What a payment's goods are sent with, for shipping information management. */
const secDelivery = (random: Random): Loose => {
  const tracking_no = `YT${random.integer(0, 1e9)}`;
  return {
    logistics_type: 1,
    ...random.pick([
      { delivery_mode: 1 },
      { delivery_mode: 2, is_all_delivered: true },
      { delivery_mode: 2, is_all_delivered: false },
    ]),
    shipping_list: [{ tracking_no, express_company: "YTO", item_desc: "雨伞*1" }],
  };
};

/** A refund of the first order's payment. */
export function refundOf({ names }: Pick<CallWorld, "names">, refund_id: string): Loose {
  const [key] = names.orderKeys;
  const out_trade_no = String(key?.["out_trade_no"]);
  return {
    mchid: key?.["mchid"],
    transaction_id: `42000${out_trade_no}`,
    out_trade_no,
    refund_id,
    out_refund_no: refund_id,
    refund_status: "SUCCESS",
    success_time: "2022-05-20T15:00:00+08:00",
    amount: { total: 9900, refund: 1, payer_total: 9900, payer_refund: 1, currency: "CNY" },
  };
}

function credentialOf(made: AnyOperation, { credentials, adminKey }: CallWorld, random: Random) {
  const from = { "x-forwarded-for": `203.0.113.${random.integer(1, 254)}` };
  const { buyer, operatorCookie, merchantCookie } = credentials;
  const cookie = (value: string) => ({
    query: {},
    headers: { ...from, cookie: value, [CONSOLE_HEADER]: "1" },
  });
  const bearer = (token: string) => ({
    query: {},
    headers: { ...from, authorization: `Bearer ${token}` },
  });
  switch (made.kind) {
    case "wire":
      return { query: { access_token: accessToken(made, credentials, random) }, headers: from };
    case "admin":
      return random.pick([
        ...Array.from({ length: 8 }, () => bearer(adminKey)),
        cookie(operatorCookie),
        cookie(merchantCookie),
      ]);
    case "buyer":
      return random.pick([bearer(buyer), cookie(`dingdan_buyer=${buyer}`)]);
    case "console":
      return cookie(random.pick([operatorCookie, merchantCookie]));
  }
}

function accessToken(
  { operation }: Extract<AnyOperation, { readonly kind: "wire" }>,
  { shop, provider, component, authorizer, spare }: Credentials,
  random: Random,
): string {
  if (operation.credential === "component_access_token") return component;
  if (operation === OPERATIONS.openShoppingOrderProductPermission) return spare;
  return random.pick([operation.group === "service-provider" ? provider : shop, authorizer]);
}
