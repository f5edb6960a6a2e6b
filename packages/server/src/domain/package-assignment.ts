import {
  type AssignmentEventRepresentation,
  PACKAGE_SOURCE,
  SERVICE_PROVIDER_ORDER_STATUS,
} from "@dingdan/contract";
import type { RetailSku } from "./goods.js";
import { type ResourcePackage, validityOf } from "./resource-package.js";
import type { ServiceProviderOrder } from "./service-provider-order.js";

/** How long after it was made an assignment can be cancelled. @see service-provider, §6 */
export const CANCELLATION_MS = 7 * 86_400_000;

/** Identifies an assignment: the same order and requestId mean the same request. */
export interface AssignmentKey {
  /** The service provider. */
  readonly appid: string;
  readonly orderId: string;
  readonly requestId: string;
}

export interface Assignment extends AssignmentKey {
  readonly receiverAppid: string;
  readonly pkgId: string;
  readonly assignedAtMs: number;
  readonly cancelledAtMs: number | null;
}

/** The stored state that an assignment or its cancellation depends on. */
export interface AssignmentFacts {
  /** The provider's own order; null for an unknown order, or another provider's. */
  readonly order: ServiceProviderOrder | null;
  /** The earlier assignment of this requestId, and its package; null for a new requestId. */
  readonly assigned: { readonly assignment: Assignment; readonly package: ResourcePackage } | null;
}

/** The changes to write, in one transaction. */
export interface AssignmentChanges {
  readonly order: ServiceProviderOrder;
  readonly assignment: Assignment;
  readonly package: ResourcePackage;
  readonly event: { readonly atMs: number; readonly body: AssignmentEventRepresentation };
}

export interface AssignmentRequest extends AssignmentKey {
  readonly receiverAppid: string;
  readonly sku: RetailSku;
  /** The id of the package, if the assignment is accepted. */
  readonly pkgId: string;
  /** When the package begins; null: immediately. */
  readonly beginAtMs: number | null;
}

export type AssignDecision =
  | { readonly kind: "assigned"; readonly changes: AssignmentChanges }
  | {
      readonly kind:
        | "order_unknown"
        | "already_assigned"
        | "cancelled"
        | "order_not_paid"
        | "order_expired";
      readonly changes: null;
    }
  | { readonly kind: "quota_exhausted"; readonly left: string; readonly changes: null };

const { PAID, REFUND_FAILED } = SERVICE_PROVIDER_ORDER_STATUS;

/**
 * Decides on an assignment. A repetition is judged first, whatever happened to the order since: a client
 * that lost the answer must be able to learn that its package was assigned.
 */
export function decideAssign(
  { order, assigned }: AssignmentFacts,
  request: AssignmentRequest,
  nowMs: number,
): AssignDecision {
  if (order === null) return { kind: "order_unknown", changes: null };
  if (assigned !== null) {
    const isCancelled = assigned.assignment.cancelledAtMs !== null;
    return { kind: isCancelled ? "cancelled" : "already_assigned", changes: null };
  }
  if (order.status !== PAID && order.status !== REFUND_FAILED) {
    return { kind: "order_not_paid", changes: null };
  }
  const validity = validityOf(order);
  const startAtMs = Math.max(nowMs, request.beginAtMs ?? nowMs, validity.startAtMs);
  if (startAtMs >= validity.endAtMs) return { kind: "order_expired", changes: null };
  const { quota, durationSeconds } = request.sku.retail;
  const left = BigInt(order.all) - BigInt(order.used);
  if (BigInt(quota) > left) return { kind: "quota_exhausted", left: String(left), changes: null };

  const { appid, orderId, requestId, receiverAppid, pkgId, sku } = request;
  const assignment: Assignment = {
    appid,
    orderId,
    requestId,
    receiverAppid,
    pkgId,
    assignedAtMs: nowMs,
    cancelledAtMs: null,
  };
  const pack: ResourcePackage = {
    appid: receiverAppid,
    pkgId,
    spuId: sku.spuId,
    skuId: sku.skuId,
    source: PACKAGE_SOURCE.ASSIGNED,
    all: quota,
    used: "0",
    startAtMs,
    endAtMs: startAtMs + durationSeconds * 1000,
    providerAppid: appid,
    orderId,
  };
  const used = String(BigInt(order.used) + BigInt(quota));
  const event = { atMs: nowMs, body: assignmentEvent(5, order, assignment, pack) };
  return {
    kind: "assigned",
    changes: { order: { ...order, used, updatedAtMs: nowMs }, assignment, package: pack, event },
  };
}

export type CancelDecision =
  | { readonly kind: "taken_back"; readonly changes: AssignmentChanges }
  | {
      readonly kind: "order_unknown" | "never_assigned" | "cancelled" | "too_late" | "in_use";
      readonly changes: null;
    };

/** Decides on a cancellation: the quota returns to its order, and the package ends immediately. */
export function decideCancel({ order, assigned }: AssignmentFacts, nowMs: number): CancelDecision {
  const refused = (kind: Exclude<CancelDecision["kind"], "taken_back">): CancelDecision => ({
    kind,
    changes: null,
  });
  if (order === null) return refused("order_unknown");
  if (assigned === null) return refused("never_assigned");
  const { assignment, package: pack } = assigned;
  if (assignment.cancelledAtMs !== null) return refused("cancelled");
  if (nowMs - assignment.assignedAtMs > CANCELLATION_MS) return refused("too_late");
  if (BigInt(pack.used) > 0n) return refused("in_use");

  // The operator may have reduced the order's use by hand: it must not become negative.
  const returned = BigInt(order.used) - BigInt(pack.all);
  const used = String(returned > 0n ? returned : 0n);
  const event = { atMs: nowMs, body: assignmentEvent(6, order, assignment, pack) };
  return {
    kind: "taken_back",
    changes: {
      order: { ...order, used, updatedAtMs: nowMs },
      assignment: { ...assignment, cancelledAtMs: nowMs },
      package: {
        ...pack,
        startAtMs: Math.min(pack.startAtMs, nowMs),
        endAtMs: Math.min(pack.endAtMs, nowMs),
      },
      event,
    },
  };
}

/** The event as WeChat pushes it: all values except the first two are strings. @see service-provider, §9 */
function assignmentEvent(
  type: 5 | 6,
  { productInfo }: ServiceProviderOrder,
  assignment: Assignment,
  pack: ResourcePackage,
): AssignmentEventRepresentation {
  return {
    event_type: type,
    result: 0,
    order_id: assignment.orderId,
    assign_appid: assignment.appid,
    receive_appid: assignment.receiverAppid,
    sp_spu_id: productInfo.spSpuId ?? "",
    sp_sku_id: productInfo.spSkuId ?? "",
    spu_id: pack.spuId,
    sku_id: pack.skuId,
    request_id: assignment.requestId,
  };
}
