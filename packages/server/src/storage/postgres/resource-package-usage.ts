import type { PackagePageQuery, PackageUsage } from "../../domain/package-usage.js";
import { RESOURCE_PACKAGE_COLUMNS, resourcePackageOf } from "../rows/resource-package-rows.js";
import type { Queries } from "./queries.js";

// The three states of a package, as `packageStatus` of domain/ tells them: none ends before its start.
const IN_FORCE = "(start_at_ms <= $3 AND end_at_ms > $3)";
const NOT_IN_FORCE_YET = "(start_at_ms > $3)";
const ENDED = "(end_at_ms <= $3)";
const STATUS_CONDITIONS = { 1: IN_FORCE, 2: NOT_IN_FORCE_YET, 3: ENDED };
/** Names the time, which every statement is given. */
const ANY = "($3::bigint IS NOT NULL)";

/**
 * A page of packages and the sums over all of them.
 * @param whose a condition on `$1` and `$2`
 */
export async function packageUsage(
  queries: Queries,
  whose: string,
  values: readonly [string, string],
  { status, offset, limit, nowMs }: PackagePageQuery,
): Promise<PackageUsage> {
  const isListed = status === undefined ? ANY : STATUS_CONDITIONS[status];
  const sums = await queries.first(
    `SELECT count(*) FILTER (WHERE ${isListed}) AS total,
       coalesce(sum(quota::numeric) FILTER (WHERE ${IN_FORCE}), 0)::text AS "allInForce",
       coalesce(sum(quota::numeric) FILTER (WHERE ${NOT_IN_FORCE_YET}), 0)::text
         AS "allNotInForceYet",
       coalesce(sum(used::numeric), 0)::text AS used,
       min(start_at_ms) FILTER (WHERE ${IN_FORCE}) AS "startAtMs",
       max(end_at_ms) FILTER (WHERE ${IN_FORCE}) AS "endAtMs"
     FROM resource_packages WHERE ${whose}`,
    [...values, nowMs],
  );
  const rows = await queries.all(
    `SELECT ${RESOURCE_PACKAGE_COLUMNS} FROM resource_packages WHERE ${whose} AND ${isListed}
     ORDER BY number DESC LIMIT $4 OFFSET $5`,
    [...values, nowMs, limit, offset],
  );
  const { total, allInForce, allNotInForceYet, used, startAtMs, endAtMs } = sums as unknown as {
    total: number;
    allInForce: string;
    allNotInForceYet: string;
    used: string;
    startAtMs: number | null;
    endAtMs: number | null;
  };
  return {
    packages: rows.map(resourcePackageOf),
    total,
    allInForce: BigInt(allInForce),
    allNotInForceYet: BigInt(allNotInForceYet),
    used: BigInt(used),
    service: startAtMs === null || endAtMs === null ? null : { startAtMs, endAtMs },
  };
}
