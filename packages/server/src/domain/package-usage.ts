import { PACKAGE_STATUS, type PackageStatus } from "@dingdan/contract";
import type { Spu } from "./goods.js";
import { packageStatus, type ResourcePackage } from "./resource-package.js";

/** A page of packages, and what all of them together come to. */
export interface PackageUsage {
  readonly packages: readonly ResourcePackage[];
  /** How many there are to page through. */
  readonly total: number;
  readonly allInForce: bigint;
  readonly allNotInForceYet: bigint;
  /** Of all packages, the ended ones too. */
  readonly used: bigint;
  /** From the first start to the last end of those in force; null when none is. */
  readonly service: { readonly startAtMs: number; readonly endAtMs: number } | null;
}

/** What a usage interface asks for. */
export interface PackagePageQuery {
  /** Lists only these; the sums are of all. */
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
 * The sums as the usage interfaces show them. While its goods are charged, a package counts when it
 * is in force; before that, the packages that are not in force yet count, too.
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

/** How far back "recent" reaches. */
export const RECENT_DAYS = 90;
const RECENT_MONTHS = 3;

/**
 * The average use of a month, blurred as WeChat blurs it: 50 means 50 or fewer, and anything above is
 * rounded up to two digits. Null when nothing was used.
 * @param usesOfDays what was used on each of the recent days, decimal texts
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
