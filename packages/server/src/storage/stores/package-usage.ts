import { PACKAGE_STATUS, type PackageStatus } from "@dingdan/contract";
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { PackagePageQuery, PackageUsage } from "../../domain/package-usage.js";
import { RESOURCE_PACKAGE } from "../rows/service-provider-rows.js";
import { all, first, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { Tables } from "../statements/tables.js";

type Owner = { appid: string; spuId: string };

/** The ranges of a package's start and end, in milliseconds. Each range includes both its ends. */
type Times = { startMin: number; startMax: number; endMin: number; endMax: number };

type Packages = ExpressionBuilder<Tables, "resource_packages">;
type Condition = Expression<SqlBool>;

/** The statements for a page of packages and for their sums. */
function usageStatements(isOwned: (packages: Packages, owner: Given<Owner>) => Condition) {
  const page = statement(
    ({ db }, given: Given<Owner & Times & { offset: number; limit: number }>) =>
      db
        .selectFrom("resource_packages")
        .select(RESOURCE_PACKAGE.columns)
        .where((packages) => isOwned(packages, given))
        .where((packages) => isWithin(packages, given))
        .orderBy("number", "desc")
        .limit(given.limit)
        .offset(given.offset),
    RESOURCE_PACKAGE.of,
  );

  const sums = statement(({ db }, given: Given<Owner & Times & { nowMs: number }>) =>
    db
      .selectFrom("resource_packages")
      .select((packages) => {
        const { eb, fn } = packages;
        const isInForce = isInForceAt(packages, given.nowMs);
        const isNotInForceYet = eb("start_at_ms", ">", given.nowMs);
        return [
          fn.countAll<number>().filterWhere(isWithin(packages, given)).as("total"),
          sumOf("quota", isInForce).as("inForce"),
          sumOf("quota", isNotInForceYet).as("notInForceYet"),
          sumOf("used", sql<SqlBool>`true`).as("used"),
          fn.min<number | null>("start_at_ms").filterWhere(isInForce).as("startAtMs"),
          fn.max<number | null>("end_at_ms").filterWhere(isInForce).as("endAtMs"),
        ] as const;
      })
      .where((packages) => isOwned(packages, given)),
  );
  return { page, sums };
}

export const USAGE_OF_APP = usageStatements(({ and, eb }, { appid, spuId }) =>
  and([eb("appid", "=", appid), eb("spu_id", "=", spuId)]),
);

/** The packages that a provider assigned, and its own. */
export const USAGE_OF_PROVIDER = usageStatements(({ and, eb, or }, { appid, spuId }) =>
  and([eb("spu_id", "=", spuId), or([eb("provider_appid", "=", appid), eb("appid", "=", appid)])]),
);

/** A page of packages, and the sums of all of them. */
export function* packageUsage(
  { page, sums }: ReturnType<typeof usageStatements>,
  owner: Owner,
  { status, offset, limit, nowMs }: PackagePageQuery,
): Script<PackageUsage> {
  const times = status === undefined ? ANY_TIME : timesOf(status, nowMs);
  const row = yield* first(sums, { ...owner, ...times, nowMs });
  if (row === null) throw new Error("a sum has no row");
  const { startAtMs, endAtMs } = row;
  return {
    packages: yield* all(page, { ...owner, ...times, offset, limit }),
    total: row.total,
    allInForce: sumFrom(row.inForce),
    allNotInForceYet: sumFrom(row.notInForceYet),
    used: sumFrom(row.used),
    service: startAtMs === null || endAtMs === null ? null : { startAtMs, endAtMs },
  };
}

const LEAST = Number.MIN_SAFE_INTEGER;
const GREATEST = Number.MAX_SAFE_INTEGER;

const ANY_TIME: Times = { startMin: LEAST, startMax: GREATEST, endMin: LEAST, endMax: GREATEST };

/** The times of the packages that have a status: `packageStatus` of domain/ as ranges. */
function timesOf(status: PackageStatus, nowMs: number): Times {
  switch (status) {
    case PACKAGE_STATUS.IN_FORCE:
      return { ...ANY_TIME, startMax: nowMs, endMin: nowMs + 1 };
    case PACKAGE_STATUS.NOT_IN_FORCE_YET:
      return { ...ANY_TIME, startMin: nowMs + 1 };
    case PACKAGE_STATUS.ENDED:
      return { ...ANY_TIME, endMax: nowMs };
  }
}

const isWithin = ({ and, eb }: Packages, given: Given<Times>) =>
  and([
    eb("start_at_ms", ">=", given.startMin),
    eb("start_at_ms", "<=", given.startMax),
    eb("end_at_ms", ">=", given.endMin),
    eb("end_at_ms", "<=", given.endMax),
  ]);

const isInForceAt = ({ and, eb }: Packages, nowMs: Expression<number>) =>
  and([eb("start_at_ms", "<=", nowMs), eb("end_at_ms", ">", nowMs)]);

/**
 * Sums decimal texts of at most 18 digits, in two halves of nine digits, because their sum may exceed a
 * 64-bit integer. {@link sumFrom} reads the result.
 */
function sumOf(column: "quota" | "used", condition: Condition) {
  const half = (operator: "/" | "%") =>
    sql`sum(cast(${sql.ref(column)} as bigint) ${sql.raw(operator)} 1000000000) filter (where ${condition})`;
  return sql<string>`coalesce(cast(${half("/")} as text) || ':' || cast(${half("%")} as text), '0:0')`;
}

function sumFrom(halves: string): bigint {
  const [high = "0", low = "0"] = halves.split(":");
  return BigInt(high) * 1_000_000_000n + BigInt(low);
}
