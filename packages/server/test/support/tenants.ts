import { OPERATIONS, type Operation, type OperationKey } from "@dingdan/contract";
import type { PlatformOptions } from "../../src/index.js";
import { Component } from "./component.js";
import { type Merchant, Platform, type WireReply } from "./platform.js";
import {
  combinedPaymentFor,
  combinedUpload,
  type Loose,
  newTradeNumber,
  paymentFor,
  shipping,
  subKey,
  upload,
} from "./requests.js";
import { makeGoods, RETAIL_SPU, SKU_300, SP_SKU, WHOLESALE_SPU } from "./service-provider.js";

export const BUYER = "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o";

/** Two merchants with different merchant numbers; A's and B's programs call for them. */
export const A_APPID = "wxaaaaaaaaaaaaaaaa";
export const B_APPID = "wxbbbbbbbbbbbbbbbb";
export const A_MCHID = "1900000111";
const B_MCHID = "1900000222";
/** Goods that the platform does not know; an order may name them anyway. */
export const A_SPU = "10000999";

/** A caller: an app, or a third-party platform for it. */
export interface Caller {
  readonly appid: string;
  readonly accessToken: string;
}

/** One tenant: a shop, a service provider, and the third-party platform of the shop. */
export interface Tenant {
  readonly shop: Merchant;
  readonly provider: Merchant;
  readonly component: Component;
  /** All callers that have an app's token. */
  readonly callers: readonly Caller[];
  readonly ownOrderId: string;
}

/** The identifiers of A's data. */
export interface Names {
  /**
   * Of a shipped order, a waiting order, a payment without an upload, a combined payment and its two
   * parts, in this order.
   */
  readonly orderKeys: readonly Loose[];
  readonly subOrderKeys: readonly Loose[];
  readonly orderIds: readonly string[];
  readonly requestId: string;
  readonly pkgIds: readonly string[];
  readonly rid: string;
  readonly refreshToken: string;
  /** Not used yet. */
  readonly authorizationCode: string;
  readonly buyersOrderIds: readonly string[];
  readonly spentLink: string;
}

/** A platform with both tenants; A has only its accounts. */
export class Tenants {
  readonly platform: Platform;
  readonly a: Tenant;
  readonly b: Tenant;

  private constructor(platform: Platform, a: Tenant, b: Tenant) {
    this.platform = platform;
    this.a = a;
    this.b = b;
  }

  static async start(options: PlatformOptions = {}): Promise<Tenants> {
    const platform = await Platform.start(options);
    await makeGoods(platform);
    const a = await register(platform, { appid: A_APPID, mchid: A_MCHID });
    const b = await register(platform, { appid: B_APPID, mchid: B_MCHID });
    return new Tenants(platform, a, b);
  }

  close(): Promise<void> {
    return this.platform.close();
  }

  /** A call of an interface with an app's token; the parameters go into the query or the body. */
  async call(key: OperationKey, token: string, parameters: Loose): Promise<WireReply> {
    const { method, path, parameters: place }: Operation = OPERATIONS[key];
    const query = new URLSearchParams({ access_token: token });
    if (place === "query") {
      for (const [name, value] of Object.entries(parameters)) query.set(name, String(value));
    }
    const body = place === "query" ? {} : { body: JSON.stringify(parameters) };
    return (await this.platform.send<WireReply>(method, `${path}?${query}`, body)).body;
  }

  async dryRun(key: OperationKey, token: string, parameters: Loose): Promise<WireReply> {
    const path = `/dingdan/v1/validate/${OPERATIONS[key].name}?access_token=${token}`;
    const body = JSON.stringify(parameters);
    return (await this.platform.send<WireReply>("POST", path, { body })).body;
  }

  /** Gives A one of everything that an app can have; returns the identifiers. */
  async fillA(): Promise<Names> {
    const { platform, a } = this;
    const { shop, provider, component } = a;
    const pay = (payment: Loose) =>
      platform.admin("POST", "/payments", { ...payment, ...appOf(payment) });
    const key = (): Loose => ({
      order_number_type: 1,
      mchid: A_MCHID,
      out_trade_no: newTradeNumber(),
    });
    const byTransaction = (transaction_id: unknown): Loose => ({
      order_number_type: 2,
      transaction_id,
    });

    const shipped = upload({ order_key: key() });
    await shop.upload(shipped);
    const payment = paymentFor(shipped, { mchid: A_MCHID });
    await pay(payment);
    const { order_key } = shipped;
    await shop.call("/user-order/orders/shippings", shipping({ order_key }));

    const waiting = upload({ order_key: byTransaction(`4200${newTradeNumber()}`) });
    await shop.upload(waiting);
    const unclaimed = paymentFor(upload({ order_key: key() }), { mchid: A_MCHID });
    await pay(unclaimed);

    const combined = combinedUpload({ order_key: key() });
    await shop.call("/user-order/combine-orders", combined);
    const combinedPayment = combinedPaymentFor(combined);
    await pay(combinedPayment);
    const parts = combinedPayment["sub_orders"] as Loose[];

    const orderIds = [
      await paidOrder(platform, provider.appid, WHOLESALE_SPU),
      await paidOrder(platform, provider.appid, A_SPU),
    ];
    const requestId = "request-of-a";
    await this.call("assignPackage", provider.accessToken, {
      orderId: orderIds[0],
      requestId,
      skuId: SKU_300,
      receiverAppId: shop.appid,
    });
    const packages = await this.call("getUsageDetail", shop.accessToken, {
      spuId: RETAIL_SPU,
      offset: 0,
      limit: 1,
    });
    const [pack] = packages["detailList"] as [Loose];
    await platform.admin("POST", `/resource-packages/${String(pack["pkgId"])}/uses`, {
      count: "7",
    });

    const refusal = await shop.upload({});
    const authorizer = await component.authorize(shop.appid, [120, 18, 142]);
    await component.call("set_authorizer_option", {
      authorizer_appid: shop.appid,
      option_name: "voice_recognize",
      option_value: "1",
    });
    const link = await platform.admin<{ token: string }>("POST", "/buyer-sessions", {
      appid: shop.appid,
      openid: BUYER,
    });
    await platform.send("POST", `/buyer/v1/sessions/${link.body.token}`);
    const buyer = await platform.buyer(shop.appid, BUYER);
    return {
      orderKeys: [
        order_key as Loose,
        byTransaction(payment["transaction_id"]),
        waiting["order_key"] as Loose,
        { ...key(), out_trade_no: unclaimed["out_trade_no"] },
        byTransaction(unclaimed["transaction_id"]),
        combined["order_key"] as Loose,
        ...parts.map(({ transaction_id }) => byTransaction(transaction_id)),
      ],
      subOrderKeys: parts.map(({ out_trade_no }) => subKey(out_trade_no as string)),
      orderIds,
      requestId,
      pkgIds: [String(pack["pkgId"])],
      rid: / rid: (\S+)$/.exec(refusal.errmsg)?.[1] ?? "",
      refreshToken: authorizer.info.authorizer_refresh_token,
      authorizationCode: await component.consent(provider.appid),
      buyersOrderIds: (await buyer.orders()).map(({ id }) => id as string),
      spentLink: link.body.token,
    };
  }

  /** Everything that the operator, A and its buyer can see of A, except its request log. */
  async seenOfA(): Promise<unknown> {
    const { platform, a } = this;
    const { shop, provider, component } = a;
    const orders = await platform.admin<{ items: Loose[] }>("GET", `/orders?appid=${shop.appid}`);
    const ids = orders.body.items.map(({ id }) => String(id));
    const page = { offset: 0, limit: 20 };
    const { accessToken } = provider;
    const buyer = await platform.buyer(shop.appid, BUYER);
    const admin = async (path: string) => (await platform.admin("GET", path)).body;
    return {
      apps: await Promise.all([shop, provider].map(({ appid }) => admin(`/apps/${appid}`))),
      orders: orders.body,
      tradeOrders: await admin(`/trade-orders?appid=${shop.appid}`),
      details: await Promise.all(ids.map((id) => admin(`/orders/${encodeURIComponent(id)}`))),
      purchases: await Promise.all(
        [WHOLESALE_SPU, A_SPU].map((spuId) =>
          this.call("queryOrderList", accessToken, { spuId, ...page }),
        ),
      ),
      assigned: await this.call("getSPUsageDetail", accessToken, { spuId: RETAIL_SPU, ...page }),
      packages: await this.call("getUsageDetail", shop.accessToken, { spuId: RETAIL_SPU, ...page }),
      events: await admin(`/service-provider-events?appid=${provider.appid}`),
      authorizations: await admin(`/components/${component.appid}/authorizations`),
      option: await component.call("get_authorizer_option", {
        authorizer_appid: shop.appid,
        option_name: "voice_recognize",
      }),
      buyersOrders: await buyer.orders(),
    };
  }

  /** The rids of A's calls. */
  async logOfA(): Promise<unknown> {
    const { shop, provider } = this.a;
    const rids = async (appid: string) => {
      const path = `/requests?appid=${appid}&limit=100`;
      const { body } = await this.platform.admin<{ items: { rid: string }[] }>("GET", path);
      return body.items.map(({ rid }) => rid);
    };
    return [await rids(shop.appid), await rids(provider.appid)];
  }
}

async function register(
  platform: Platform,
  { appid, mchid }: { readonly appid: string; readonly mchid: string },
): Promise<Tenant> {
  const shop = await platform.register({ appid, mchids: [mchid] });
  await platform.admin("POST", `/apps/${appid}/audit`, { result: "approved" });
  const trade_management = { ingestion_seconds: 0 };
  await platform.admin("PATCH", `/apps/${appid}`, { trade_management });
  const provider = await platform.register({
    appid: `${appid.slice(0, -1)}0`,
    kind: "service_provider",
    mchids: [],
    isOpen: false,
  });
  const component = await Component.register(platform, {
    component_appid: `${appid.slice(0, -1)}1`,
  });
  const { info } = await component.authorize(appid, [120, 18, 142]);
  return {
    shop,
    provider,
    component,
    callers: [shop, provider, { appid, accessToken: info.authorizer_access_token }],
    ownOrderId: await paidOrder(platform, provider.appid, WHOLESALE_SPU),
  };
}

async function paidOrder(platform: Platform, appid: string, spSpuId: string): Promise<string> {
  const { body } = await platform.admin<{ orderId: string }>("POST", "/service-provider-orders", {
    appid,
    orderPrice: "1",
    orderProductInfo: { spSpuId, spSkuId: SP_SKU, skuCnt: 1 },
    usage: { all: "1000" },
  });
  await platform.admin("PATCH", `/service-provider-orders/${body.orderId}`, { status: 2 });
  return body.orderId;
}

/** The member in which a payment names its app. */
const appOf = (payment: Loose): Loose =>
  "combine_appid" in payment ? { combine_appid: A_APPID } : { appid: A_APPID };
