import { packageEvents } from "../../domain/events/app-events.js";
import type { AssignmentFacts, AssignmentKey } from "../../domain/package-assignment.js";
import type { ResourcePackage } from "../../domain/resource-package.js";
import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import { fromJson, toJson } from "../rows/json.js";
import { ASSIGNMENT, RESOURCE_PACKAGE } from "../rows/service-provider-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, lock, run, type Script } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { ResourcePackageStore } from "../store.js";
import { recordEvents } from "./events.js";
import { packageUsage, USAGE_OF_APP, USAGE_OF_PROVIDER } from "./package-usage.js";
import {
  FIND_SERVICE_PROVIDER_ORDER,
  LOCK_SERVICE_PROVIDER_ORDER,
  putServiceProviderOrder,
} from "./service-provider-orders.js";

const INSERT_ID = insert("resource_package_ids", ["pkg_id", "appid"], "ignore");
const INSERT = insert("resource_packages", RESOURCE_PACKAGE.columns);
const PUT_ASSIGNMENT = insert("package_assignments", ASSIGNMENT.columns, {
  replace: ["appid", "order_id", "request_id"],
});
const INSERT_EVENT = insert("package_assignment_events", ["appid", "at_ms", "body"]);
const PUT_USES = insert("resource_uses", ["appid", "spu_id", "day", "used"], {
  replace: ["appid", "spu_id", "day"],
});

type PackageKey = { appid: string; pkgId: string };

const packageOfKey = ({ db }: Dialect, { appid, pkgId }: Given<PackageKey>) =>
  db
    .selectFrom("resource_packages")
    .select(RESOURCE_PACKAGE.columns)
    .where("appid", "=", appid)
    .where("pkg_id", "=", pkgId);

const FIND = statement(packageOfKey, RESOURCE_PACKAGE.of);

const LOCK = statement(
  (dialect, key: Given<PackageKey>) => dialect.forUpdate(packageOfKey(dialect, key)),
  RESOURCE_PACKAGE.of,
);

const FIND_APPID = statement(({ db }, { pkgId }: Given<{ pkgId: string }>) =>
  db.selectFrom("resource_package_ids").select("appid").where("pkg_id", "=", pkgId),
);

const LIST = statement(
  (
    { db },
    given: Given<{ appid?: string; spuId?: string; beforeNumber: number; limit: number }>,
  ) => {
    const { appid, spuId, beforeNumber, limit } = given;
    let query = db
      .selectFrom("resource_packages")
      .select("number")
      .select(RESOURCE_PACKAGE.columns)
      .where("number", "<", beforeNumber)
      .orderBy("number", "desc")
      .limit(limit);
    if (appid !== undefined) query = query.where("appid", "=", appid);
    return spuId === undefined ? query : query.where("spu_id", "=", spuId);
  },
  ({ number, ...row }) => ({ number, package: RESOURCE_PACKAGE.of(row) }),
  ["appid", "spuId"],
);

const SET_USE = statement(
  ({ db }, given: Given<PackageKey & { used: string; startAtMs: number; endAtMs: number }>) =>
    db
      .updateTable("resource_packages")
      .set({ used: given.used, start_at_ms: given.startAtMs, end_at_ms: given.endAtMs })
      .where("appid", "=", given.appid)
      .where("pkg_id", "=", given.pkgId),
);

type Day = { appid: string; spuId: string; day: string };

const LOCK_USES = statement(
  ({ db, forUpdate }, { appid, spuId, day }: Given<Day>) =>
    forUpdate(
      db
        .selectFrom("resource_uses")
        .select("used")
        .where("appid", "=", appid)
        .where("spu_id", "=", spuId)
        .where("day", "=", day),
    ),
  ({ used }) => used,
);

const LIST_USES = statement(
  ({ db }, given: Given<{ appid: string; spuId: string; sinceDay: string }>) =>
    db
      .selectFrom("resource_uses")
      .select("used")
      .where("appid", "=", given.appid)
      .where("spu_id", "=", given.spuId)
      .where("day", ">=", given.sinceDay),
  ({ used }) => used,
);

const FIND_ASSIGNMENT = statement(
  ({ db }, { appid, orderId, requestId }: Given<AssignmentKey>) =>
    db
      .selectFrom("package_assignments")
      .select(ASSIGNMENT.columns)
      .where("appid", "=", appid)
      .where("order_id", "=", orderId)
      .where("request_id", "=", requestId),
  ASSIGNMENT.of,
);

const LIST_EVENTS = statement(
  ({ db }, given: Given<{ appid?: string; beforeNumber: number; limit: number }>) => {
    const { appid, beforeNumber, limit } = given;
    const query = db
      .selectFrom("package_assignment_events")
      .select(["number", "at_ms as atMs", "body"])
      .where("number", "<", beforeNumber)
      .orderBy("number", "desc")
      .limit(limit);
    return appid === undefined ? query : query.where("appid", "=", appid);
  },
  ({ body, ...event }) => ({ ...event, body: fromJson(body) }),
  ["appid"],
);

const LAST = Number.MAX_SAFE_INTEGER;

export const resourcePackageStore = (engine: Engine): ResourcePackageStore => ({
  create: (pack) => engine.transaction(() => create(pack)),

  list: ({ beforeNumber = LAST, ...query }) => engine.all(LIST, { ...query, beforeNumber }),

  use: (pkgId, { count, day, nowMs }, decide) =>
    engine.transaction(function* () {
      const owner = yield* first(FIND_APPID, { pkgId });
      const pack = owner && (yield* first(LOCK, { appid: owner.appid, pkgId }));
      if (pack === null) return null;
      const decision = decide(pack);
      if (decision.kind === "used") {
        yield* run(SET_USE, decision.package);
        yield* countUse({ appid: pack.appid, spuId: pack.spuId, day }, count);
        yield* recordEvents(packageEvents(pack, decision.package, nowMs));
      }
      return decision;
    }),

  usageOfApp: (appid, spuId, page) =>
    engine.snapshot(() => packageUsage(USAGE_OF_APP, { appid, spuId }, page)),

  usageOfProvider: (appid, spuId, page) =>
    engine.snapshot(() => packageUsage(USAGE_OF_PROVIDER, { appid, spuId }, page)),

  usesOfDays: (appid, spuId, sinceDay) => engine.all(LIST_USES, { appid, spuId, sinceDay }),

  findAssignment: (key) =>
    engine.snapshot(function* () {
      return yield* factsOf(key, yield* first(FIND_SERVICE_PROVIDER_ORDER, key), FIND);
    }),

  changeAssignment: (key, decide) =>
    engine.transaction(function* () {
      // Every assignment changes its order, so the order's lock makes other decisions wait.
      const order = yield* first(LOCK_SERVICE_PROVIDER_ORDER, key);
      const facts = yield* factsOf(key, order, LOCK);
      const decision = decide(facts);
      const { changes } = decision;
      if (changes === null) return decision;
      yield* putServiceProviderOrder(changes.order);
      if (facts.assigned !== null) yield* run(SET_USE, changes.package);
      else if (!(yield* create(changes.package))) {
        throw new Error(`the pkgId ${changes.package.pkgId} is taken`);
      }
      yield* run(PUT_ASSIGNMENT, ASSIGNMENT.row(changes.assignment));
      const { atMs, body } = changes.event;
      yield* run(INSERT_EVENT, { appid: key.appid, at_ms: atMs, body: toJson(body) });
      return decision;
    }),

  listEvents: ({ beforeNumber = LAST, ...query }) =>
    engine.all(LIST_EVENTS, { ...query, beforeNumber }),
});

/** False when the pkgId is taken. */
function* create(pack: ResourcePackage): Script<boolean> {
  const isNew = yield* run(INSERT_ID, { pkg_id: pack.pkgId, appid: pack.appid });
  if (isNew === 0) return false;
  yield* run(INSERT, RESOURCE_PACKAGE.row(pack));
  return true;
}

function* countUse({ appid, spuId, day }: Day, count: string): Script<void> {
  // Uses of other packages count for the same day, and there may be no row yet that could be locked.
  yield* lock("resource_uses", appid, spuId, day);
  const before = yield* first(LOCK_USES, { appid, spuId, day });
  const used = String(BigInt(before ?? 0) + BigInt(count));
  yield* run(PUT_USES, { appid, spu_id: spuId, day, used });
}

function* factsOf(
  key: AssignmentKey,
  order: ServiceProviderOrder | null,
  findPackage: typeof FIND,
): Script<AssignmentFacts> {
  const assignment = yield* first(FIND_ASSIGNMENT, key);
  if (assignment === null) return { order, assigned: null };
  const { receiverAppid, pkgId } = assignment;
  const pack = yield* first(findPackage, { appid: receiverAppid, pkgId });
  if (pack === null) throw new Error(`the package ${pkgId} of an assignment is missing`);
  return { order, assigned: { assignment, package: pack } };
}
