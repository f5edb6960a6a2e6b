import type { ExpressionBuilder } from "kysely";
import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import { SERVICE_PROVIDER_ORDER as ORDER } from "../rows/service-provider-rows.js";
import type { Dialect } from "../statements/dialect.js";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { all, first, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { Tables } from "../statements/tables.js";
import type { ServiceProviderOrderStore } from "../store.js";

const INSERT_ID = insert("service_provider_order_ids", ["order_id", "appid"], "ignore");
const PUT = insert("service_provider_orders", ORDER.columns, { replace: ["appid", "order_id"] });

const orders = ({ db }: Dialect) => db.selectFrom("service_provider_orders").select(ORDER.columns);

type OrderKey = { appid: string; orderId: string };

const orderOfKey = (dialect: Dialect, { appid, orderId }: Given<OrderKey>) =>
  orders(dialect).where("appid", "=", appid).where("order_id", "=", orderId);

export const FIND_SERVICE_PROVIDER_ORDER = statement(orderOfKey, ORDER.of);

export const LOCK_SERVICE_PROVIDER_ORDER = statement(
  (dialect, key: Given<OrderKey>) => dialect.forUpdate(orderOfKey(dialect, key)),
  ORDER.of,
);

const FIND_APPID = statement(({ db }, { orderId }: Given<{ orderId: string }>) =>
  db.selectFrom("service_provider_order_ids").select("appid").where("order_id", "=", orderId),
);

const FIND_UNPAID = statement(
  (dialect, { createdUntilMs }: Given<{ createdUntilMs: number }>) =>
    orders(dialect)
      // A literal, not a parameter: the index holds the orders of this status only.
      .where(({ eb, lit }) => eb("status", "=", lit(1)))
      .where("created_at_ms", "<=", createdUntilMs)
      .orderBy("created_at_ms")
      .orderBy("order_id")
      .limit(1),
  ORDER.of,
);

type OfSpu = { appid: string; spSpuId: string };

const isOfSpu =
  (dialect: Dialect, { appid, spSpuId }: Given<OfSpu>) =>
  ({ and, eb, ref }: ExpressionBuilder<Tables, "service_provider_orders">) =>
    and([
      eb("appid", "=", appid),
      eb(dialect.jsonMember(ref("product_info"), "spSpuId"), "=", spSpuId),
    ]);

const COUNT = statement((dialect, given: Given<OfSpu>) =>
  dialect.db
    .selectFrom("service_provider_orders")
    .select(({ fn }) => fn.countAll<number>().as("total"))
    .where(isOfSpu(dialect, given)),
);

const newestOfSpu = (dialect: Dialect, given: Given<OfSpu>) =>
  orders(dialect)
    .where(isOfSpu(dialect, given))
    .orderBy("created_at_ms", "desc")
    .orderBy("order_id", "desc");

const LIST = statement(
  (dialect, given: Given<OfSpu & { offset: number; limit: number }>) =>
    newestOfSpu(dialect, given).limit(given.limit).offset(given.offset),
  ORDER.of,
);

const LIST_PAID = statement(
  (dialect, given: Given<OfSpu>) => newestOfSpu(dialect, given).where("paid_at_ms", "is not", null),
  ORDER.of,
);

export const serviceProviderOrderStore = (engine: Engine): ServiceProviderOrderStore => ({
  create: (order) =>
    engine.transaction(function* () {
      const isNew = yield* run(INSERT_ID, { order_id: order.orderId, appid: order.appid });
      if (isNew === 0) return false;
      yield* putServiceProviderOrder(order);
      return true;
    }),

  find: (appid, orderId) => engine.first(FIND_SERVICE_PROVIDER_ORDER, { appid, orderId }),

  move: (orderId, decide) =>
    engine.transaction(function* () {
      const owner = yield* first(FIND_APPID, { orderId });
      const order =
        owner && (yield* first(LOCK_SERVICE_PROVIDER_ORDER, { appid: owner.appid, orderId }));
      if (order === null) return null;
      const decision = decide(order);
      if (decision.kind === "moved") yield* putServiceProviderOrder(decision.order);
      return decision;
    }),

  findUnpaid: (createdUntilMs) => engine.first(FIND_UNPAID, { createdUntilMs }),

  list: (query) =>
    engine.snapshot(function* () {
      const count = yield* first(COUNT, query);
      return { total: count?.total ?? 0, orders: yield* all(LIST, query) };
    }),

  listPaid: (appid, spSpuId) => engine.all(LIST_PAID, { appid, spSpuId }),
});

/** Writes an order, in place of the one with the same id. */
export const putServiceProviderOrder = (order: ServiceProviderOrder) => run(PUT, ORDER.row(order));
