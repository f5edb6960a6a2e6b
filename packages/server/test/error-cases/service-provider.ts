import {
  makeGoods,
  Provider,
  recentAverageOf,
  SKU_1000,
  usageOf,
  WHOLESALE_SPU,
} from "../support/service-provider.js";
import type { ErrorCases, World } from "../support/world.js";

const REQUEST = {
  skuId: SKU_1000,
  receiverAppId: "wxbf98693b6554a24a",
  requestId: "1687254272930",
};

/** A provider with an order; by default the order is paid. */
async function providerWithOrder(
  { platform }: World,
  { isPaid = true, ...product }: { isPaid?: boolean; validityEndTime?: number; all?: string } = {},
) {
  await makeGoods(platform);
  const provider = await Provider.register(platform);
  const orderId = isPaid ? await provider.paidOrder(product) : await provider.order(product);
  return { provider, request: { orderId, ...REQUEST } };
}

export const SERVICE_PROVIDER_CASES: ErrorCases = {
  SERVICE_PROVIDER_METHOD_NOT_AVAILABLE: (w) =>
    w.post("/wxa/charge/service-provider/order/get", "{}"),
  SERVICE_PROVIDER_PARAMETER_ERROR: (w) => w.merchant.getOrder("DD0000000000000000000"),
  PAGE_LIMIT_TOO_LARGE: (w) => usageOf(w.merchant, { limit: 21 }),
  SPU_ID_ILLEGAL: (w) => recentAverageOf(w.merchant, WHOLESALE_SPU),
  SERVICE_PROVIDER_ORDER_ID_ILLEGAL: async (w) => {
    const { request } = await providerWithOrder(w);
    return (await Provider.register(w.platform)).assign(request);
  },
  PACKAGE_ALREADY_ASSIGNED: async (w) => {
    const { provider, request } = await providerWithOrder(w);
    await provider.assign(request);
    return provider.assign(request);
  },
  ASSIGNMENT_CANCELLED: async (w) => {
    const { provider, request } = await providerWithOrder(w);
    await provider.assign(request);
    await provider.cancel(request);
    return provider.assign(request);
  },
  ORDER_NOT_ASSIGNABLE: async (w) => {
    const { provider, request } = await providerWithOrder(w, { isPaid: false });
    return provider.assign(request);
  },
  PACKAGE_EXPIRED: async (w) => {
    const { provider, request } = await providerWithOrder(w, { validityEndTime: 1600000000 });
    return provider.assign(request);
  },
  PACKAGE_INVALID: async (w) => {
    const { provider, request } = await providerWithOrder(w, { all: "999" });
    return provider.assign(request);
  },
  NO_RECENT_USAGE: (w) => recentAverageOf(w.merchant),
};
