import {
  PACKAGE_SOURCE,
  PACKAGE_STATUS,
  type PackageSource,
  type PackageStatus,
  SERVICE_PROVIDER_ORDER_STATUS,
} from "@dingdan/contract";
import type { ServiceProviderOrder } from "./service-provider-order.js";

/** Quota that an app may use for a period. */
export interface ResourcePackage {
  /** The app that uses it. */
  readonly appid: string;
  readonly pkgId: string;
  readonly spuId: string;
  readonly skuId: string;
  readonly source: PackageSource;
  /** 64 bits: decimal texts. */
  readonly all: string;
  readonly used: string;
  readonly startAtMs: number;
  /** The first moment at which it is no longer in force. */
  readonly endAtMs: number;
  /** The service provider that assigned it, and the order; null for any other package. */
  readonly providerAppid: string | null;
  readonly orderId: string | null;
}

/** The order id of a package without an order. @see service-provider, §7 "Field report" */
export const NO_ORDER_ID = "DD0";

/** How long a purchase is valid when its order does not say: a year, as in WeChat's examples. */
const VALIDITY_SECONDS = 31_536_000;

export function packageStatus(
  { startAtMs, endAtMs }: Pick<ResourcePackage, "startAtMs" | "endAtMs">,
  nowMs: number,
): PackageStatus {
  if (nowMs >= endAtMs) return PACKAGE_STATUS.ENDED;
  return nowMs < startAtMs ? PACKAGE_STATUS.NOT_IN_FORCE_YET : PACKAGE_STATUS.IN_FORCE;
}

export type UseDecision =
  | { readonly kind: "used"; readonly package: ResourcePackage }
  | { readonly kind: "not_in_force"; readonly status: PackageStatus }
  | { readonly kind: "exhausted"; readonly left: string };

/** Decides whether an amount of a package can be used now. */
export function decideUse(pack: ResourcePackage, count: string, nowMs: number): UseDecision {
  const status = packageStatus(pack, nowMs);
  if (status !== PACKAGE_STATUS.IN_FORCE) return { kind: "not_in_force", status };
  const left = BigInt(pack.all) - BigInt(pack.used);
  if (BigInt(count) > left) return { kind: "exhausted", left: String(left) };
  return { kind: "used", package: { ...pack, used: String(BigInt(pack.used) + BigInt(count)) } };
}

/** When a paid order's quota may be assigned: as its product says, or for a year after the payment. */
export function validityOf({ productInfo, paidAtMs }: ServiceProviderOrder): {
  readonly startAtMs: number;
  readonly endAtMs: number;
} {
  const { validityBeginTime, validityEndTime } = productInfo;
  const startAtMs = validityBeginTime === undefined ? (paidAtMs ?? 0) : validityBeginTime * 1000;
  const endAtMs =
    validityEndTime === undefined ? startAtMs + VALIDITY_SECONDS * 1000 : validityEndTime * 1000;
  return { startAtMs, endAtMs };
}

/**
 * A service provider's purchase as a package: the bought quota, and how much of it was assigned. Its id
 * has the order's digits. Null before the payment. After a refund, the package has ended.
 */
export function wholesalePackageOf(order: ServiceProviderOrder): ResourcePackage | null {
  const { appid, orderId, productInfo, paidAtMs, status, updatedAtMs, used, all } = order;
  const { spSpuId, spSkuId } = productInfo;
  if (paidAtMs === null || spSpuId === undefined) return null;
  const { startAtMs, endAtMs } = validityOf(order);
  const isRefunded = status === SERVICE_PROVIDER_ORDER_STATUS.REFUNDED;
  return {
    appid,
    pkgId: `ZY${orderId.slice(2)}`,
    spuId: spSpuId,
    skuId: spSkuId ?? "",
    source: PACKAGE_SOURCE.BOUGHT,
    all,
    used,
    startAtMs,
    endAtMs: isRefunded ? Math.min(endAtMs, updatedAtMs) : endAtMs,
    providerAppid: appid,
    orderId,
  };
}

const seconds = (timeMs: number) => Math.floor(timeMs / 1000);

/** A package as the usage interfaces list it; times are in seconds. */
export function representPackage(pack: ResourcePackage, nowMs: number) {
  const { pkgId, startAtMs, endAtMs, all, used, spuId, skuId, source } = pack;
  return {
    pkgId,
    status: packageStatus(pack, nowMs),
    startTime: seconds(startAtMs),
    endTime: seconds(endAtMs),
    all,
    used,
    spuId,
    skuId,
    source,
  };
}
