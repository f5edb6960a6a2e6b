import { PACKAGE_STATUS, type PackageStatus } from "@dingdan/contract";
import type { Spu } from "./goods.js";
import { packageStatus, type ResourcePackage } from "./resource-package.js";

/** A page of packages, and the sums of all packages. */
export interface PackageUsage {
  readonly packages: readonly ResourcePackage[];
  /** How many packages the list has on all pages. */
  readonly total: number;
  readonly allInForce: bigint;
  readonly allNotInForceYet: bigint;
  /** The use of all packages, including ended ones. */
  readonly used: bigint;
  /** From the first start to the last end of the packages in force; null when none is in force. */
  readonly service: { readonly startAtMs: number; readonly endAtMs: number } | null;
}

/** The query of a usage interface. */
export interface PackagePageQuery {
  /** Lists only packages with this status; the sums are of all packages. */
  readonly status?: PackageStatus;
  readonly offset: number;
  readonly limit: number;
  readonly nowMs: number;
}

/** Pages through packages and adds them up. */
export function usageOf(
  packages: readonly ResourcePackage[],
  { status, offset, limit, nowMs }: PackagePageQuery,
): PackageUsage {
  const withStatus = (wanted: PackageStatus) =>
    packages.filter((pack) => packageStatus(pack, nowMs) === wanted);
  const listed = status === undefined ? packages : withStatus(status);
  const inForce = withStatus(PACKAGE_STATUS.IN_FORCE);
  return {
    packages: listed.slice(offset, offset + limit),
    total: listed.length,
    allInForce: sum(inForce.map(({ all }) => all)),
    allNotInForceYet: sum(withStatus(PACKAGE_STATUS.NOT_IN_FORCE_YET).map(({ all }) => all)),
    used: sum(packages.map(({ used }) => used)),
    service:
      inForce.length === 0
        ? null
        : {
            startAtMs: Math.min(...inForce.map(({ startAtMs }) => startAtMs)),
            endAtMs: Math.max(...inForce.map(({ endAtMs }) => endAtMs)),
          },
  };
}

/**
 * The sums as the usage interfaces show them. While the goods are charged, only packages in force count;
 * before that, packages that are not in force yet count, too.
 */
export function representSums(usage: PackageUsage, spu: Spu | null, nowMs: number) {
  const isCharged = spu === null || spu.chargedFromMs === null || nowMs >= spu.chargedFromMs;
  const all = String(usage.allInForce + (isCharged ? 0n : usage.allNotInForceYet));
  return {
    all,
    effectiveUse: String(usage.used),
    effectiveAll: all,
    total: usage.total,
  };
}

/** How many days count as recent. */
export const RECENT_DAYS = 90;
const RECENT_MONTHS = 3;

/**
 * The average monthly use, rounded as WeChat rounds it: 50 means 50 or less, and a larger value is rounded
 * up to two significant digits. Null when nothing was used.
 * @param usesOfDays the use of each recent day, as decimal texts
 */
export function recentAverage(usesOfDays: readonly string[]): number | null {
  const used = sum(usesOfDays);
  if (used === 0n) return null;
  const average = (used + BigInt(RECENT_MONTHS) - 1n) / BigInt(RECENT_MONTHS);
  if (average <= 50n) return 50;
  const unit = 10n ** BigInt(Math.max(String(average).length - 2, 0));
  return Number(((average + unit - 1n) / unit) * unit);
}

const sum = (numbers: readonly string[]): bigint =>
  numbers.reduce((total, number) => total + BigInt(number), 0n);
