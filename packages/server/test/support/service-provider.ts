import type { ConvertibleSkuRepresentation } from "@dingdan/contract";
import type { Merchant, Platform, WireReply } from "./platform.js";
import type { Loose } from "./requests.js";

/** Goods that WeChat has published: wholesale goods that a provider buys, retail goods that it assigns. */
export const WHOLESALE_SPU = "10000117";
export const RETAIL_SPU = "10000077";

export const SP_SKU = "20000176";
/** A retail SKU of 1000 for a year, and one of 300 for 30 days. */
export const SKU_1000 = "20000178";
export const SKU_300 = "20000179";

const SERVICE_PROVIDER = "/wxa/charge/service-provider";

/** Makes the SKUs of the tests; once for each platform. */
export async function makeGoods(platform: Platform): Promise<void> {
  const make = (body: Loose) => platform.admin("POST", "/service-provider-skus", body);
  await make({ skuId: SP_SKU, spuId: WHOLESALE_SPU, skuName: "批发 1000 次" });
  const retail = { spuId: RETAIL_SPU, bizId: 100100 };
  await make({ ...retail, skuId: SKU_1000, skuName: "1000 次", quota: "1000", duration: 31536000 });
  await make({ ...retail, skuId: SKU_300, skuName: "300 次", quota: "300", duration: 2592000 });
}

/** A service provider's program, and the operator's calls for it. */
export class Provider {
  readonly merchant: Merchant;

  private constructor(merchant: Merchant) {
    this.merchant = merchant;
  }

  static async register(platform: Platform): Promise<Provider> {
    return new Provider(
      await platform.register({ kind: "service_provider", mchids: [], isOpen: false }),
    );
  }

  get appid(): string {
    return this.merchant.appid;
  }

  /** Buys wholesale goods; the order is not paid yet. */
  async order({ all = "1000", ...product }: Loose & { all?: string } = {}): Promise<string> {
    const { body } = await this.merchant.platform.admin<{ orderId: string }>(
      "POST",
      "/service-provider-orders",
      {
        appid: this.appid,
        orderPrice: "1",
        orderProductInfo: { spSpuId: WHOLESALE_SPU, spSkuId: SP_SKU, skuCnt: 1, ...product },
        usage: { all },
      },
    );
    return body.orderId;
  }

  async paidOrder(given: Loose & { all?: string } = {}): Promise<string> {
    const orderId = await this.order(given);
    await this.move(orderId, { status: 2 });
    return orderId;
  }

  async move(orderId: string, body: Loose): Promise<void> {
    await this.merchant.platform.admin("PATCH", `/service-provider-orders/${orderId}`, body);
  }

  queryList(body: Loose): Promise<WireReply> {
    return this.merchant.call(`${SERVICE_PROVIDER}/order/query_list`, body);
  }

  assign(body: Loose): Promise<WireReply> {
    return this.merchant.call(`${SERVICE_PROVIDER}/package/assign`, body);
  }

  cancel(body: Loose): Promise<WireReply> {
    return this.merchant.call(`${SERVICE_PROVIDER}/package/cancel_assign`, body);
  }

  skus(query: Loose): Promise<WireReply & { skuList: ConvertibleSkuRepresentation[] }> {
    return get(this.merchant, `${SERVICE_PROVIDER}/package/get_convertible_skus`, query);
  }

  usage(query: Loose): Promise<UsageReply> {
    return get(this.merchant, `${SERVICE_PROVIDER}/usage/get`, { offset: 0, limit: 20, ...query });
  }
}

export type UsageReply = WireReply & { total: number; detailList: Loose[] };

/** An app's view of its own packages. */
export const usageOf = (app: Merchant, query: Loose = {}): Promise<UsageReply> =>
  get(app, "/wxa/charge/usage/get", { spuId: RETAIL_SPU, offset: 0, limit: 20, ...query });

export const recentAverageOf = (app: Merchant, spuId: unknown = RETAIL_SPU): Promise<WireReply> =>
  get(app, "/wxa/charge/usage/get_recent_average", { spuId });

/** A call of an interface that takes its parameters in the query; undefined ones are omitted. */
async function get<Reply extends WireReply>(
  app: Merchant,
  path: string,
  query: Loose,
): Promise<Reply> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  const parameters = new URLSearchParams({ access_token: app.accessToken });
  for (const [name, value] of given) parameters.set(name, String(value));
  return (await app.platform.send<Reply>("GET", `${path}?${parameters}`)).body;
}
