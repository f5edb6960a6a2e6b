import { text } from "@dingdan/contract";
import { representServiceProviderOrder } from "../../domain/service-provider-order.js";
import type { ServiceProviderOrderStore } from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { ok, refuse, type WireOutcome } from "../outcome.js";

/** A service provider's own order. An order of another provider is answered like an unknown one. */
export async function getOrder(
  { request, app }: AppCall,
  serviceProviderOrders: ServiceProviderOrderStore,
): Promise<WireOutcome> {
  const order = await serviceProviderOrders.find(app.appid, request["orderId"] as string);
  if (order === null) {
    return refuse(
      "SERVICE_PROVIDER_PARAMETER_ERROR",
      "orderId",
      text("names no order of yours", "不是您的订单"),
    );
  }
  return ok({ order: representServiceProviderOrder(order) });
}
