import type {
  Assignment,
  AssignmentChanges,
  AssignmentFacts,
  AssignmentKey,
} from "../../domain/package-assignment.js";
import type { PackagePageQuery, PackageUsage } from "../../domain/package-usage.js";
import type { ResourcePackage, UseDecision } from "../../domain/resource-package.js";
import {
  ASSIGNMENT_COLUMNS,
  assignmentColumns,
  assignmentEventOf,
  assignmentOf,
  RESOURCE_PACKAGE_COLUMNS,
  resourcePackageColumns,
  resourcePackageOf,
} from "../rows/resource-package-rows.js";
import type { SqlValue } from "../rows/row.js";
import type { NumberedEvent, NumberedPackage, ResourcePackageStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";
import {
  findServiceProviderOrder,
  putServiceProviderOrder,
} from "./service-provider-order-rows.js";

export class SqliteResourcePackageStore implements ResourcePackageStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  create(pack: ResourcePackage): Promise<boolean> {
    return this.#database.write(() => this.#insert(pack));
  }

  list({
    appid,
    spuId,
    beforeNumber,
    limit,
  }: {
    appid?: string;
    spuId?: string;
    beforeNumber?: number;
    limit: number;
  }): Promise<NumberedPackage[]> {
    const conditions: [sql: string, value: SqlValue | undefined][] = [
      ["appid = ?", appid],
      ["spu_id = ?", spuId],
      ["number < ?", beforeNumber],
    ];
    const { where, values } = allOf(conditions);
    const rows = this.#database.all(
      `SELECT number, ${RESOURCE_PACKAGE_COLUMNS} FROM resource_packages ${where} ORDER BY number DESC LIMIT ?`,
      ...values,
      limit,
    );
    return Promise.resolve(
      rows.map((row) => ({ number: row["number"] as number, package: resourcePackageOf(row) })),
    );
  }

  use(
    pkgId: string,
    { count, day }: { count: string; day: string },
    decide: (pack: ResourcePackage) => UseDecision,
  ): Promise<UseDecision | null> {
    return this.#database.write(() => {
      const row = this.#database.first(
        `SELECT ${RESOURCE_PACKAGE_COLUMNS} FROM resource_packages
         WHERE pkg_id = ?1 AND appid = (SELECT appid FROM resource_package_ids WHERE pkg_id = ?1)`,
        pkgId,
      );
      if (row === null) return null;
      const decision = decide(resourcePackageOf(row));
      if (decision.kind === "used") {
        this.#update(decision.package);
        this.#countUse(decision.package, day, count);
      }
      return decision;
    });
  }

  usageOfApp(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage> {
    return Promise.resolve(this.#usage("appid = ? AND spu_id = ?", [appid, spuId], page));
  }

  usageOfProvider(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage> {
    const whose = "spu_id = ? AND (provider_appid = ? OR appid = ?)";
    return Promise.resolve(this.#usage(whose, [spuId, appid, appid], page));
  }

  usesOfDays(appid: string, spuId: string, sinceDay: string): Promise<string[]> {
    const rows = this.#database.all(
      "SELECT used FROM resource_uses WHERE appid = ? AND spu_id = ? AND day >= ?",
      appid,
      spuId,
      sinceDay,
    );
    return Promise.resolve(rows.map((row) => row["used"] as string));
  }

  findAssignment(key: AssignmentKey): Promise<AssignmentFacts> {
    return Promise.resolve(this.#facts(key));
  }

  changeAssignment<D extends { readonly changes: AssignmentChanges | null }>(
    key: AssignmentKey,
    decide: (facts: AssignmentFacts) => D,
  ): Promise<D> {
    return this.#database.write(() => {
      const facts = this.#facts(key);
      const decision = decide(facts);
      const { changes } = decision;
      if (changes === null) return decision;
      putServiceProviderOrder(this.#database, changes.order);
      if (facts.assigned !== null) this.#update(changes.package);
      else if (!this.#insert(changes.package)) {
        throw new Error(`the pkgId ${changes.package.pkgId} is taken`);
      }
      this.#putAssignment(changes.assignment);
      const { atMs, body } = changes.event;
      this.#database.run(
        "INSERT INTO package_assignment_events (appid, at_ms, body) VALUES (?, ?, ?)",
        key.appid,
        atMs,
        JSON.stringify(body),
      );
      return decision;
    });
  }

  listEvents({
    appid,
    beforeNumber,
    limit,
  }: {
    appid?: string;
    beforeNumber?: number;
    limit: number;
  }): Promise<NumberedEvent[]> {
    const { where, values } = allOf([
      ["appid = ?", appid],
      ["number < ?", beforeNumber],
    ]);
    const rows = this.#database.all(
      `SELECT number, at_ms, body FROM package_assignment_events ${where}
       ORDER BY number DESC LIMIT ?`,
      ...values,
      limit,
    );
    return Promise.resolve(rows.map(assignmentEventOf));
  }

  #facts({ appid, orderId, requestId }: AssignmentKey): AssignmentFacts {
    const order = findServiceProviderOrder(this.#database, appid, orderId);
    const row = this.#database.first(
      `SELECT ${ASSIGNMENT_COLUMNS} FROM package_assignments
       WHERE appid = ? AND order_id = ? AND request_id = ?`,
      appid,
      orderId,
      requestId,
    );
    if (row === null) return { order, assigned: null };
    const assignment = assignmentOf(row);
    const packageRow = this.#database.first(
      `SELECT ${RESOURCE_PACKAGE_COLUMNS} FROM resource_packages WHERE appid = ? AND pkg_id = ?`,
      assignment.receiverAppid,
      assignment.pkgId,
    );
    if (packageRow === null) throw new Error(`the package ${assignment.pkgId} is gone`);
    return { order, assigned: { assignment, package: resourcePackageOf(packageRow) } };
  }

  #usage(
    whose: string,
    values: readonly SqlValue[],
    { status, offset, limit, nowMs }: PackagePageQuery,
  ): PackageUsage {
    const isOf = { 1: IN_FORCE, 2: NOT_IN_FORCE_YET, 3: ENDED };
    const listed = status === undefined ? whose : `${whose} AND ${isOf[status]}`;
    const times: SqlValue[] = status === undefined ? [] : status === 1 ? [nowMs, nowMs] : [nowMs];
    const count = this.#database.first(
      `SELECT COUNT(*) AS total FROM resource_packages WHERE ${listed}`,
      ...values,
      ...times,
    );
    const rows = this.#database.all(
      `SELECT ${RESOURCE_PACKAGE_COLUMNS} FROM resource_packages WHERE ${listed}
       ORDER BY number DESC LIMIT ? OFFSET ?`,
      ...values,
      ...times,
      limit,
      offset,
    );
    const service = this.#database.first(
      `SELECT MIN(start_at_ms) AS startAtMs, MAX(end_at_ms) AS endAtMs FROM resource_packages
       WHERE ${whose} AND ${IN_FORCE}`,
      ...values,
      nowMs,
      nowMs,
    ) as { startAtMs: number | null; endAtMs: number | null };
    const { startAtMs, endAtMs } = service;
    return {
      packages: rows.map(resourcePackageOf),
      total: count?.["total"] as number,
      allInForce: this.#sum("quota", `${whose} AND ${IN_FORCE}`, [...values, nowMs, nowMs]),
      allNotInForceYet: this.#sum("quota", `${whose} AND ${NOT_IN_FORCE_YET}`, [...values, nowMs]),
      used: this.#sum("used", whose, values),
      service: startAtMs === null || endAtMs === null ? null : { startAtMs, endAtMs },
    };
  }

  /** Adds in two halves of nine digits, since many quotas of 18 digits are more than 64 bits hold. */
  #sum(column: "quota" | "used", where: string, values: readonly SqlValue[]): bigint {
    const row = this.#database.first(
      `SELECT COALESCE(SUM(CAST(${column} AS INTEGER) / 1000000000), 0) AS high,
              COALESCE(SUM(CAST(${column} AS INTEGER) % 1000000000), 0) AS low
       FROM resource_packages WHERE ${where}`,
      ...values,
    ) as { high: number; low: number };
    return BigInt(row.high) * 1_000_000_000n + BigInt(row.low);
  }

  /** False when the pkgId is taken. */
  #insert(pack: ResourcePackage): boolean {
    const isNew = this.#database.run(
      "INSERT INTO resource_package_ids (pkg_id, appid) VALUES (?, ?) ON CONFLICT DO NOTHING",
      pack.pkgId,
      pack.appid,
    );
    if (isNew === 0) return false;
    this.#database.run(
      `INSERT INTO resource_packages (${RESOURCE_PACKAGE_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...resourcePackageColumns(pack),
    );
    return true;
  }

  #update({ appid, pkgId, used, startAtMs, endAtMs }: ResourcePackage): void {
    this.#database.run(
      `UPDATE resource_packages SET used = ?, start_at_ms = ?, end_at_ms = ?
       WHERE appid = ? AND pkg_id = ?`,
      used,
      startAtMs,
      endAtMs,
      appid,
      pkgId,
    );
  }

  #countUse({ appid, spuId }: ResourcePackage, day: string, count: string): void {
    const row = this.#database.first(
      "SELECT used FROM resource_uses WHERE appid = ? AND spu_id = ? AND day = ?",
      appid,
      spuId,
      day,
    );
    const used = BigInt((row?.["used"] as string | undefined) ?? 0) + BigInt(count);
    this.#database.run(
      "INSERT OR REPLACE INTO resource_uses (appid, spu_id, day, used) VALUES (?, ?, ?, ?)",
      appid,
      spuId,
      day,
      String(used),
    );
  }

  #putAssignment(assignment: Assignment): void {
    this.#database.run(
      `INSERT OR REPLACE INTO package_assignments (${ASSIGNMENT_COLUMNS})
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ...assignmentColumns(assignment),
    );
  }
}

// The three states of a package, as `packageStatus` of domain/ tells them: none ends before its start.
const IN_FORCE = "start_at_ms <= ? AND end_at_ms > ?";
const NOT_IN_FORCE_YET = "start_at_ms > ?";
const ENDED = "end_at_ms <= ?";

/** The WHERE of those conditions that have a value. */
function allOf(conditions: readonly [sql: string, value: SqlValue | undefined][]) {
  const given = conditions.filter(([, value]) => value !== undefined);
  return {
    where: given.length === 0 ? "" : `WHERE ${given.map(([sql]) => sql).join(" AND ")}`,
    values: given.map(([, value]) => value as SqlValue),
  };
}
