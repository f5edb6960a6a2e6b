import { broken, parseGoodsId, parseWholeNumber, text, type Violation } from "@dingdan/contract";
import {
  type AssignDecision,
  type AssignmentRequest,
  decideAssign,
} from "../../domain/package-assignment.js";
import { unreachable } from "../../domain/unreachable.js";
import { newPackageId } from "../../package-id.js";
import type {
  AppStore,
  GoodsStore,
  ResourcePackageStore,
  ServiceProviderOrderStore,
} from "../../storage/store.js";
import type { AppCall } from "../call.js";
import { findConvertibleSkus } from "../convertible-skus.js";
import { ok, refused, type WireOutcome } from "../outcome.js";

interface AssignmentStores {
  readonly apps: AppStore;
  readonly goods: GoodsStore;
  readonly serviceProviderOrders: ServiceProviderOrderStore;
  readonly resourcePackages: ResourcePackageStore;
}

/** Assigns immediately: this reply reports the outcome that WeChat reports later with an event. */
export async function assignPackage(call: AppCall, stores: AssignmentStores): Promise<WireOutcome> {
  const read = await readAssignment(call, stores);
  if ("violation" in read) return refused(read.violation);
  const decision = await stores.resourcePackages.changeAssignment(read.assignment, (facts) =>
    decideAssign(facts, read.assignment, call.nowMs),
  );
  const violation = violationOf(decision);
  return violation === null ? ok() : refused(violation);
}

/** The violation of an assignment against the stored state, or null. Stores nothing. */
export async function assignStateViolation(
  call: AppCall,
  stores: AssignmentStores,
): Promise<Violation | null> {
  const read = await readAssignment(call, stores);
  if ("violation" in read) return read.violation;
  const facts = await stores.resourcePackages.findAssignment(read.assignment);
  return violationOf(decideAssign(facts, read.assignment, call.nowMs));
}

/** Reads the request: the SKU must be one of the order's, and the receiver must be able to have quota. */
async function readAssignment(
  { request, app }: AppCall,
  { apps, goods, serviceProviderOrders }: AssignmentStores,
): Promise<{ readonly assignment: AssignmentRequest } | { readonly violation: Violation }> {
  const orderId = request["orderId"] as string;
  const order = await serviceProviderOrders.find(app.appid, orderId);
  if (order === null) return { violation: unknownOrder() };
  const skuId = parseGoodsId(request["skuId"]) as string;
  const skus = (await findConvertibleSkus(order.productInfo, goods)) ?? [];
  const sku = skus.find((convertible) => convertible.skuId === skuId);
  if (sku === undefined) {
    return parameterError(
      "skuId",
      text("is none of the order's convertible SKUs", "不是该订单可转换的 SKU"),
    );
  }
  const receiverAppid = request["receiverAppId"] as string;
  const receiver = await apps.find(receiverAppid);
  // Mobile apps are not registered here, so an unknown appid may be a mobile app.
  if (receiver !== null && receiver.kind !== "mini_program") {
    return parameterError(
      "receiverAppId",
      text("must be a Mini Program or a mobile app", "应为小程序或移动应用"),
    );
  }
  return {
    assignment: {
      appid: app.appid,
      orderId,
      requestId: request["requestId"] as string,
      receiverAppid,
      sku,
      pkgId: newPackageId(),
      beginAtMs: parseWholeNumber(request["beginTime"]),
    },
  };
}

const parameterError = (path: string, reason: Violation["reason"]) => ({
  violation: broken("SERVICE_PROVIDER_PARAMETER_ERROR", path, reason),
});

const unknownOrder = () =>
  broken(
    "SERVICE_PROVIDER_ORDER_ID_ILLEGAL",
    "orderId",
    text("names no order of yours", "不是您的订单"),
  );

function violationOf(decision: AssignDecision): Violation | null {
  switch (decision.kind) {
    case "assigned":
      return null;
    case "order_unknown":
      return unknownOrder();
    case "already_assigned":
      return broken("PACKAGE_ALREADY_ASSIGNED", "requestId");
    case "cancelled":
      return broken("ASSIGNMENT_CANCELLED", "requestId");
    case "order_not_paid":
      return broken("ORDER_NOT_ASSIGNABLE", "orderId");
    case "order_expired":
      return broken("PACKAGE_EXPIRED", "orderId");
    case "quota_exhausted":
      return broken(
        "PACKAGE_INVALID",
        "skuId",
        text(
          `holds more than the ${decision.left} that the order has left`,
          `的额度超过订单剩余的 ${decision.left}`,
        ),
      );
    default:
      return unreachable(decision);
  }
}
