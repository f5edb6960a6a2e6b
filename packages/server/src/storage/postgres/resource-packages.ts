import type {
  AssignmentChanges,
  AssignmentFacts,
  AssignmentKey,
} from "../../domain/package-assignment.js";
import type { PackagePageQuery, PackageUsage } from "../../domain/package-usage.js";
import type { ResourcePackage, UseDecision } from "../../domain/resource-package.js";
import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import {
  ASSIGNMENT_COLUMNS,
  assignmentColumns,
  assignmentEventOf,
  assignmentOf,
  RESOURCE_PACKAGE_COLUMNS as COLUMNS,
  resourcePackageColumns,
  resourcePackageOf,
} from "../rows/resource-package-rows.js";
import type { NumberedEvent, NumberedPackage, ResourcePackageStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import type { Queries } from "./queries.js";
import { packageUsage } from "./resource-package-usage.js";
import {
  findServiceProviderOrder,
  lockServiceProviderOrder,
  putServiceProviderOrder,
} from "./service-provider-order-rows.js";
import { parametersFor, whereAll } from "./sql.js";

export class PostgresResourcePackageStore implements ResourcePackageStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  create(pack: ResourcePackage): Promise<boolean> {
    return this.#database.transaction((transaction) => insert(transaction, pack));
  }

  async list({
    appid,
    spuId,
    beforeNumber,
    limit,
  }: Parameters<ResourcePackageStore["list"]>[0]): Promise<NumberedPackage[]> {
    const { where, values } = whereAll([
      ["appid = ?", appid],
      ["spu_id = ?", spuId],
      ["number < ?", beforeNumber],
    ]);
    const rows = await this.#database.all(
      `SELECT number, ${COLUMNS} FROM resource_packages ${where}
       ORDER BY number DESC LIMIT $${values.length + 1}`,
      [...values, limit],
    );
    return rows.map((row) => ({
      number: row["number"] as number,
      package: resourcePackageOf(row),
    }));
  }

  use(
    pkgId: string,
    { count, day }: { count: string; day: string },
    decide: (pack: ResourcePackage) => UseDecision,
  ): Promise<UseDecision | null> {
    return this.#database.transaction(async (transaction) => {
      const row = await transaction.first(
        `SELECT ${COLUMNS} FROM resource_packages
         WHERE pkg_id = $1 AND appid = (SELECT appid FROM resource_package_ids WHERE pkg_id = $1)
         FOR UPDATE`,
        [pkgId],
      );
      if (row === null) return null;
      const decision = decide(resourcePackageOf(row));
      if (decision.kind === "used") {
        await update(transaction, decision.package);
        await countUse(transaction, decision.package, day, count);
      }
      return decision;
    });
  }

  usageOfApp(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage> {
    return this.#database.snapshot((queries) =>
      packageUsage(queries, "appid = $1 AND spu_id = $2", [appid, spuId], page),
    );
  }

  usageOfProvider(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage> {
    const whose = "spu_id = $2 AND (provider_appid = $1 OR appid = $1)";
    return this.#database.snapshot((queries) => packageUsage(queries, whose, [appid, spuId], page));
  }

  async usesOfDays(appid: string, spuId: string, sinceDay: string): Promise<string[]> {
    const rows = await this.#database.all(
      "SELECT used FROM resource_uses WHERE appid = $1 AND spu_id = $2 AND day >= $3",
      [appid, spuId, sinceDay],
    );
    return rows.map((row) => row["used"] as string);
  }

  findAssignment(key: AssignmentKey): Promise<AssignmentFacts> {
    return this.#database.snapshot(async (queries) =>
      factsOf(queries, key, await findServiceProviderOrder(queries, key.appid, key.orderId)),
    );
  }

  changeAssignment<D extends { readonly changes: AssignmentChanges | null }>(
    key: AssignmentKey,
    decide: (facts: AssignmentFacts) => D,
  ): Promise<D> {
    return this.#database.transaction(async (transaction) => {
      // Every assignment changes its order, so whoever holds the order decides alone.
      const order = await lockServiceProviderOrder(transaction, key.appid, key.orderId);
      const facts = await factsOf(transaction, key, order, "FOR UPDATE");
      const decision = decide(facts);
      const { changes } = decision;
      if (changes === null) return decision;
      await putServiceProviderOrder(transaction, changes.order);
      if (facts.assigned !== null) await update(transaction, changes.package);
      else if (!(await insert(transaction, changes.package))) {
        throw new Error(`the pkgId ${changes.package.pkgId} is taken`);
      }
      await transaction.run(
        `INSERT INTO package_assignments (${ASSIGNMENT_COLUMNS})
         VALUES (${parametersFor(ASSIGNMENT_COLUMNS)})
         ON CONFLICT (appid, order_id, request_id) DO UPDATE SET
           receiver_appid = excluded.receiver_appid, pkg_id = excluded.pkg_id,
           assigned_at_ms = excluded.assigned_at_ms, cancelled_at_ms = excluded.cancelled_at_ms`,
        assignmentColumns(changes.assignment),
      );
      const { atMs, body } = changes.event;
      await transaction.run(
        "INSERT INTO package_assignment_events (appid, at_ms, body) VALUES ($1, $2, $3)",
        [key.appid, atMs, JSON.stringify(body)],
      );
      return decision;
    });
  }

  async listEvents({
    appid,
    beforeNumber,
    limit,
  }: Parameters<ResourcePackageStore["listEvents"]>[0]): Promise<NumberedEvent[]> {
    const { where, values } = whereAll([
      ["appid = ?", appid],
      ["number < ?", beforeNumber],
    ]);
    const rows = await this.#database.all(
      `SELECT number, at_ms, body FROM package_assignment_events ${where}
       ORDER BY number DESC LIMIT $${values.length + 1}`,
      [...values, limit],
    );
    return rows.map(assignmentEventOf);
  }
}

async function factsOf(
  queries: Queries,
  { appid, orderId, requestId }: AssignmentKey,
  order: ServiceProviderOrder | null,
  locking: "" | "FOR UPDATE" = "",
): Promise<AssignmentFacts> {
  const row = await queries.first(
    `SELECT ${ASSIGNMENT_COLUMNS} FROM package_assignments
     WHERE appid = $1 AND order_id = $2 AND request_id = $3`,
    [appid, orderId, requestId],
  );
  if (row === null) return { order, assigned: null };
  const assignment = assignmentOf(row);
  const packageRow = await queries.first(
    `SELECT ${COLUMNS} FROM resource_packages WHERE appid = $1 AND pkg_id = $2 ${locking}`,
    [assignment.receiverAppid, assignment.pkgId],
  );
  if (packageRow === null) throw new Error(`the package ${assignment.pkgId} is gone`);
  return { order, assigned: { assignment, package: resourcePackageOf(packageRow) } };
}

/** False when the pkgId is taken. */
async function insert(transaction: Queries, pack: ResourcePackage): Promise<boolean> {
  const isNew = await transaction.run(
    "INSERT INTO resource_package_ids (pkg_id, appid) VALUES ($1, $2) ON CONFLICT DO NOTHING",
    [pack.pkgId, pack.appid],
  );
  if (isNew === 0) return false;
  await transaction.run(
    `INSERT INTO resource_packages (${COLUMNS}) VALUES (${parametersFor(COLUMNS)})`,
    resourcePackageColumns(pack),
  );
  return true;
}

async function update(
  transaction: Queries,
  { appid, pkgId, used, startAtMs, endAtMs }: ResourcePackage,
): Promise<void> {
  await transaction.run(
    `UPDATE resource_packages SET used = $3, start_at_ms = $4, end_at_ms = $5
     WHERE appid = $1 AND pkg_id = $2`,
    [appid, pkgId, used, startAtMs, endAtMs],
  );
}

async function countUse(
  transaction: Queries,
  { appid, spuId }: ResourcePackage,
  day: string,
  count: string,
): Promise<void> {
  await transaction.run(
    `INSERT INTO resource_uses AS stored (appid, spu_id, day, used) VALUES ($1, $2, $3, $4)
     ON CONFLICT (appid, spu_id, day) DO UPDATE SET
       used = (stored.used::numeric + excluded.used::numeric)::text`,
    [appid, spuId, day, count],
  );
}
