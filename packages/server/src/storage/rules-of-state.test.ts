import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMigratedDatabase, describeOnPostgres } from "../../test/support/postgres.js";
import type { PostgresTestDatabase } from "../../test/support/postgres-database.js";
import type { Payment } from "../domain/stored-order.js";
import { verifyUpload } from "../domain/verify.js";
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
  STRANGER,
  sentUpload,
  wechatKey,
} from "./conformance/samples.js";
import { openPostgresStore } from "./postgres/store.js";
import { openSqliteStore } from "./sqlite/store.js";
import type { OrderStore, Store } from "./store.js";

// The rules of state, told a second time and as simply as they can be: a list of what was uploaded
// and a list of what was paid. What an order is follows from the two whenever it is asked. The store
// must agree after every step of any sequence of uploads and payments.

const APPIDS = [APPID, OTHER_APPID];
const OPENIDS = [BUYER, STRANGER];
const PROVIDER_MCHID = "1230000109";

/** Two payments: a merchant's own, which has two names, and one through a provider, which has three. */
const PAYMENTS = [
  { outTradeNo: "OWN", transactionId: "4001", mchids: [MCHID] },
  { outTradeNo: "PARTNER", transactionId: "4002", mchids: [PROVIDER_MCHID, MCHID] },
] as const;

const ORDER_KEYS = PAYMENTS.flatMap(({ outTradeNo, transactionId, mchids }) => [
  ...mchids.map((mchid) => merchantKey(outTradeNo, mchid)),
  wechatKey(transactionId),
]);

/** upload_times of which two are one instant, and their order. */
const UPLOAD_TIMES = [
  { text: "2022-05-20T13:29:35+08:00", rank: 0 },
  { text: "2022-05-20T05:29:35.000Z", rank: 0 },
  { text: "2022-05-20T13:29:35.0000001+08:00", rank: 1 },
  { text: "2022-05-20T04:29:36-01:00", rank: 2 },
  { text: "2022-05-20T13:29:37+08:00", rank: 3 },
] as const;

interface UploadStep {
  readonly appid: string;
  readonly orderKey: string;
  readonly openid: string;
  readonly time: (typeof UPLOAD_TIMES)[number];
  readonly itemName: string;
}

class Model {
  /** In the order in which each order key was first uploaded. */
  readonly uploads: UploadStep[] = [];
  readonly payments: { readonly payment: Payment; readonly step: number }[] = [];
  step = 0;

  uploadOf(appid: string, orderKey: string): UploadStep | undefined {
    return this.uploads.find((upload) => upload.appid === appid && upload.orderKey === orderKey);
  }

  paymentNamed(orderKey: string): Payment | undefined {
    return this.payments.find(({ payment }) => payment.orderKeys.includes(orderKey))?.payment;
  }

  /** The upload that became, or bars every other from becoming, the order of a payment. */
  holderOf(payment: Payment): UploadStep | undefined {
    const { appid, orderKeys } = payment;
    return this.uploads.find(
      (upload) => upload.appid === appid && orderKeys.includes(upload.orderKey),
    );
  }

  stateOf(upload: UploadStep): "waiting" | "matched" | "mismatched" {
    const payment = this.paymentNamed(upload.orderKey);
    if (payment?.appid !== upload.appid) return "waiting";
    if (this.holderOf(payment) !== upload) return "mismatched";
    return payment.openid === upload.openid ? "matched" : "mismatched";
  }

  upload(incoming: UploadStep): string {
    const stored = this.uploadOf(incoming.appid, incoming.orderKey);
    const isResend =
      stored?.time.rank === incoming.time.rank &&
      stored.openid === incoming.openid &&
      stored.itemName === incoming.itemName;
    if (isResend) return "repeated";
    if (stored !== undefined && this.stateOf(stored) === "matched") return "refused order_key";
    const payment = this.paymentNamed(incoming.orderKey);
    const holder = payment?.appid === incoming.appid ? this.holderOf(payment) : undefined;
    if (holder !== undefined && holder !== stored) return "refused order_key";
    if (stored === undefined) {
      this.uploads.push(incoming);
      return "stored";
    }
    if (incoming.time.rank <= stored.time.rank) return "refused upload_time";
    this.uploads[this.uploads.indexOf(stored)] = incoming;
    return "stored";
  }

  pay(payment: Payment): string {
    const named = this.payments.filter(({ payment: { orderKeys } }) =>
      orderKeys.some((orderKey) => payment.orderKeys.includes(orderKey)),
    );
    const facts = ({ appid, openid, amountFen, transactionId, outTradeNo }: Payment) =>
      [appid, openid, amountFen, transactionId, outTradeNo].join();
    if (named.some((recorded) => facts(recorded.payment) !== facts(payment))) return "conflict";
    if (named.length === 0) this.payments.push({ payment, step: this.step });
    const holder = this.holderOf(payment);
    const state = holder === undefined ? "waiting" : this.stateOf(holder);
    return `${named.length === 0 ? "recorded" : "repeated"} ${state}`;
  }

  verify(appid: string, orderKey: string, openid: string): string {
    const upload = this.uploadOf(appid, orderKey);
    const payment = this.paymentNamed(orderKey);
    const holder = payment?.appid === appid ? this.holderOf(payment) : undefined;
    if (upload === undefined) {
      return holder === undefined ? "NOT_UPLOADED" : "ORDER_NUMBER_TYPE_MISMATCH";
    }
    if (payment === undefined) return "NOT_PAID";
    // Both apps have both merchant numbers, so each may be told of the other's payments.
    if (payment.appid !== appid) return "APPID_MISMATCH";
    if (holder !== upload) return "ORDER_NUMBER_TYPE_MISMATCH";
    return payment.openid === upload.openid && openid === upload.openid
      ? "SUCCESS"
      : "PAYER_MISMATCH";
  }

  /** A buyer's orders, the latest payment first. */
  ordersOf(appid: string, openid: string): string[] {
    return this.payments
      .toReversed()
      .flatMap(({ payment }) => this.holderOf(payment) ?? [])
      .filter((upload) => upload.appid === appid && upload.openid === openid)
      .filter((upload) => this.stateOf(upload) === "matched")
      .map(({ orderKey }) => orderKey);
  }
}

type Step = fc.AsyncCommand<Model, OrderStore>;

/** An upload, and what is to be seen after it. */
class UploadCommand implements Step {
  readonly #given: UploadStep;

  constructor(given: UploadStep) {
    this.#given = given;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, orders: OrderStore): Promise<void> {
    const { time, ...given } = this.#given;
    const receivedAtMs = PAID_AT_MS + ++model.step;

    const decision = await orders.put(
      sentUpload(anUpload({ ...given, uploadTime: time.text, receivedAtMs })),
    );

    const told = decision.kind === "refused" ? `refused ${decision.path}` : decision.kind;
    expect(told).toBe(model.upload(this.#given));
    await expectAgreement(model, orders);
  }

  toString(): string {
    const { appid, orderKey, openid, time, itemName } = this.#given;
    return `upload(${appid} ${orderKey} ${openid} ${time.text} ${itemName})`;
  }
}

/** A payment, and what is to be seen after it. */
class PayCommand implements Step {
  readonly #given: Parameters<typeof aPayment>[0];

  constructor(given: Parameters<typeof aPayment>[0]) {
    this.#given = given;
  }

  check(): boolean {
    return true;
  }

  async run(model: Model, orders: OrderStore): Promise<void> {
    const payment = aPayment({ ...this.#given, paidAtMs: PAID_AT_MS + ++model.step });

    const decision = await orders.putPayment(payment);

    const told = decision.kind === "conflict" ? "conflict" : `${decision.kind} ${decision.state}`;
    expect(told).toBe(model.pay(payment));
    await expectAgreement(model, orders);
  }

  toString(): string {
    return `pay(${JSON.stringify(this.#given)})`;
  }
}

/** Everything that can be asked about the orders is answered as the model has it. */
async function expectAgreement(model: Model, orders: OrderStore): Promise<void> {
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

/** Mostly the first, so that steps meet. */
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
    amountFen: mostly(100, 200),
    ordered: fc.constantFrom(...PAYMENTS),
    // A payment that mixes the numbers of two belongs to neither.
    isMixedUp: mostly(false, true),
  })
  .map(({ ordered, isMixedUp, ...given }) => {
    const other = PAYMENTS.find((payment) => payment !== ordered) ?? ordered;
    const { transactionId } = isMixedUp ? other : ordered;
    const { outTradeNo, mchids } = ordered;
    return new PayCommand({ ...given, outTradeNo, mchids, transactionId });
  });

/** The order stores of a new and empty database, and how to be rid of them. */
interface OpenedOrders {
  readonly stores: readonly [Store, ...Store[]];
  readonly close: () => Promise<void>;
}

/** Any sequence of steps, taken by the stores of one database in turn, agrees with the model. */
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
        const setup = () => ({ model: new Model(), real: takingTurns(stores, whoseTurn) });
        await fc.asyncModelRun(setup, commands);
      } finally {
        await close();
      }
    }),
    { numRuns: limits.numRuns },
  );
}

/** Whose turn is next: for any number of turns the same numbers come again when a run is repeated. */
const turns = fc.infiniteStream(fc.nat());

/** Stores of one database as one: each thing that is asked is asked of the one whose turn it is. */
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
  "any uploads and payments, in any order, make the orders that the rules of state tell";

test(TITLE, () =>
  expectRulesOfState(
    async () => {
      const { store } = await openSqliteStore(":memory:");
      return { stores: [store], close: () => store.close() };
    },
    { numRuns: 100, maxCommands: 25 },
  ),
);

describeOnPostgres("on PostgreSQL", () => {
  /** Stores of one database, which is emptied and not made anew: that takes a tenth of the time. */
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
    test(TITLE, () => expectRulesOfState(open, { numRuns: 20, maxCommands: 25 }));
  });

  describe("of two processes that take turns at random", () => {
    const open = opening(2);
    test(TITLE, () => expectRulesOfState(open, { numRuns: 20, maxCommands: 25 }));
  });
});
