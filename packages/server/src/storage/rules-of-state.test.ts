import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../test/support/postgres-database.js";
import { verifyUpload } from "../domain/verify.js";
import { OrderModel, UPLOAD_TIMES, type UploadStep } from "./conformance/order-model.js";
import {
  APPID,
  anApp,
  anUpload,
  aPayment,
  BUYER,
  MCHID,
  merchantKey,
  OTHER_APPID,
  PAID_AT_MS,
  recordedPayment,
  STRANGER,
  sentUpload,
  wechatKey,
} from "./conformance/samples.js";
import { openPostgresStore } from "./postgres/store.js";
import { openSqliteStore } from "./sqlite/store.js";
import type { OrderStore, Store } from "./store.js";

const APPIDS = [APPID, OTHER_APPID];
const OPENIDS = [BUYER, STRANGER];
const PROVIDER_MCHID = "1230000109";

/**
 * Two payments: a merchant's own, which has two order keys, and one through a provider, with three. Every
 * report of one has the same success_time.
 */
const PAYMENTS = [
  { outTradeNo: "OWN", transactionId: "4001", mchids: [MCHID], paidAtMs: PAID_AT_MS + 1 },
  {
    outTradeNo: "PARTNER",
    transactionId: "4002",
    mchids: [PROVIDER_MCHID, MCHID],
    paidAtMs: PAID_AT_MS + 2,
  },
] as const;

const ORDER_KEYS = PAYMENTS.flatMap(({ outTradeNo, transactionId, mchids }) => [
  ...mchids.map((mchid) => merchantKey(outTradeNo, mchid)),
  wechatKey(transactionId),
]);

type Step = fc.AsyncCommand<OrderModel, OrderStore>;

/** An upload, and the expected state after it. */
class UploadCommand implements Step {
  readonly #given: UploadStep;

  constructor(given: UploadStep) {
    this.#given = given;
  }

  check(): boolean {
    return true;
  }

  async run(model: OrderModel, orders: OrderStore): Promise<void> {
    const { time, ...given } = this.#given;
    const receivedAtMs = PAID_AT_MS + ++model.step;

    const decision = await orders.put(
      sentUpload(anUpload({ ...given, uploadTime: time.text, receivedAtMs })),
    );

    const outcome = decision.kind === "refused" ? `refused ${decision.path}` : decision.kind;
    expect(outcome).toBe(model.upload(this.#given));
    await expectAgreement(model, orders);
  }

  toString(): string {
    const { appid, orderKey, openid, time, itemName } = this.#given;
    return `upload(${appid} ${orderKey} ${openid} ${time.text} ${itemName})`;
  }
}

/** A payment, and the expected state after it. */
class PayCommand implements Step {
  readonly #given: Parameters<typeof aPayment>[0];

  constructor(given: Parameters<typeof aPayment>[0]) {
    this.#given = given;
  }

  check(): boolean {
    return true;
  }

  async run(model: OrderModel, orders: OrderStore): Promise<void> {
    const given = { ...this.#given, receivedAtMs: PAID_AT_MS + ++model.step };

    const decision = await orders.putPayment(aPayment(given));

    const { kind } = decision;
    const outcome = "state" in decision ? `${kind} ${decision.state}` : kind;
    expect(outcome).toBe(model.pay(recordedPayment(given)));
    await expectAgreement(model, orders);
  }

  toString(): string {
    return `pay(${JSON.stringify(this.#given)})`;
  }
}

/** Checks that every read of the orders agrees with the model. */
async function expectAgreement(model: OrderModel, orders: OrderStore): Promise<void> {
  for (const appid of APPIDS) {
    const app = anApp({ appid, mchids: [MCHID, PROVIDER_MCHID] });
    for (const orderKey of ORDER_KEYS) {
      const order = await orders.findOrder(appid, orderKey);
      const upload = model.uploadOf(appid, orderKey);
      expect(order?.upload.state).toBe(upload && model.stateOf(upload));
      expect(order?.upload.uploadTime).toBe(upload?.time.text);
      expect(order?.upload.openid).toBe(upload?.openid);

      const facts = await orders.findFacts(appid, orderKey);
      const asked = OPENIDS.map((openid) => verifyUpload(app, facts, openid));
      expect(asked).toEqual(OPENIDS.map((openid) => model.verify(appid, orderKey, openid)));
    }
    for (const openid of OPENIDS) {
      const ofBuyer = await orders.listOfBuyer({ appid, openid, limit: 100 });
      const keys = ofBuyer.map(({ upload }) => upload.orderKey);
      expect(keys).toEqual(model.ordersOf(appid, openid));
    }
  }
}

/** Usually the first value, so that many steps are about the same order. */
const mostly = <T>(first: T, ...others: T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(first) }, fc.constantFrom(...others));

const uploads = fc
  .record({
    appid: mostly(APPID, OTHER_APPID),
    orderKey: fc.constantFrom(...ORDER_KEYS),
    openid: mostly(BUYER, STRANGER),
    time: fc.constantFrom(...UPLOAD_TIMES),
    itemName: mostly("iPhoneX 256G", "保护壳"),
  })
  .map((given) => new UploadCommand(given));

const payments = fc
  .record({
    appid: mostly(APPID, OTHER_APPID),
    openid: mostly(BUYER, STRANGER),
    amountMinor: mostly(100, 200),
    ordered: fc.constantFrom(...PAYMENTS),
    // A payment that mixes the numbers of two belongs to neither.
    isMixedUp: mostly(false, true),
  })
  .map(({ ordered, isMixedUp, ...given }) => {
    const other = PAYMENTS.find((payment) => payment !== ordered) ?? ordered;
    const { transactionId } = isMixedUp ? other : ordered;
    return new PayCommand({ ...given, ...ordered, transactionId });
  });

/** The stores of an empty database. */
interface OpenedOrders {
  readonly stores: readonly [Store, ...Store[]];
  readonly close: () => Promise<void>;
}

/** Checks that any sequence of steps, by the stores of one database in turn, agrees with the model. */
async function expectRulesOfState(
  open: () => Promise<OpenedOrders>,
  limits: { readonly numRuns: number; readonly maxCommands: number },
): Promise<void> {
  const steps = fc.commands([uploads, uploads, payments], {
    maxCommands: limits.maxCommands,
    size: "max",
  });
  await fc.assert(
    fc.asyncProperty(steps, turns, async (commands, whoseTurn) => {
      const { stores, close } = await open();
      try {
        const setup = () => ({ model: new OrderModel(), real: takingTurns(stores, whoseTurn) });
        await fc.asyncModelRun(setup, commands);
      } finally {
        await close();
      }
    }),
    { numRuns: limits.numRuns },
  );
}

/** Whose turn is next. The same numbers come again when a run is repeated. */
const turns = fc.infiniteStream(fc.nat());

/** Several stores of one database as one store: each call goes to the store whose turn it is. */
function takingTurns(
  [first, ...others]: OpenedOrders["stores"],
  whoseTurn: Iterator<number>,
): OrderStore {
  const all = [first, ...others];
  const next = () => all[(whoseTurn.next().value as number) % all.length]?.orders ?? first.orders;
  return new Proxy(first.orders, {
    get: (_, name: keyof OrderStore) => {
      const orders = next();
      return orders[name].bind(orders);
    },
  });
}

const TITLE =
  "any uploads and payments, in any order, make the orders that the rules of state describe";

/** A busy machine needs longer than for other tests. */
const TIMEOUT_MS = 120_000;

test(TITLE, { timeout: TIMEOUT_MS }, () =>
  expectRulesOfState(
    async () => {
      const { store } = await openSqliteStore(":memory:");
      return { stores: [store], close: () => store.close() };
    },
    { numRuns: 100, maxCommands: 25 },
  ),
);

describeOnPostgres("on PostgreSQL", () => {
  /** Stores of one database, which is emptied, not created again: that takes a tenth of the time. */
  const opening = (storeCount: 1 | 2) => {
    let database: PostgresTestDatabase;
    let stores: Store[];
    beforeAll(async () => {
      database = await createMigratedDatabase();
      stores = [];
      for (let count = 0; count < storeCount; count++) {
        stores.push((await openPostgresStore(database.url)).store);
      }
    });
    afterAll(async () => {
      for (const store of stores) await store.close();
      await database.remove();
    });
    return async (): Promise<OpenedOrders> => {
      await database.query(
        "TRUNCATE uploads, payments, payment_numbers, sub_payments, deliveries, renamed_uploads",
      );
      return { stores: stores as [Store, ...Store[]], close: () => Promise.resolve() };
    };
  };

  describe("of one process", () => {
    const open = opening(1);
    test(TITLE, { timeout: TIMEOUT_MS }, () =>
      expectRulesOfState(open, { numRuns: 20, maxCommands: 25 }),
    );
  });

  describe("of two processes that take turns at random", () => {
    const open = opening(2);
    test(TITLE, { timeout: TIMEOUT_MS }, () =>
      expectRulesOfState(open, { numRuns: 20, maxCommands: 25 }),
    );
  });
});
