import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { TRADE_MOVES, type TradeMoveName } from "../../src/domain/trade/moves.js";
import { TRADE_STATE, type TradeState } from "../../src/domain/trade/trade-order.js";
import { type Loose } from "../support/requests.js";
import { EXPRESS, nextNumber, OPENID, payment, Shop, TRANSACTION } from "./support/shop.js";

/*
 * Every state with every move, over HTTP: what TRADE_MOVES allows takes place, and nothing else does.
 */

/** One payment of a shop, with what can happen to it. */
class Paid {
  readonly #shop: Shop;
  readonly #number = nextNumber();
  readonly #id = `42000000000000000000${this.#number}`;

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  pay(): Promise<Loose> {
    return this.#shop.pay({ transaction_id: this.#id, out_trade_no: `DD-${this.#number}` });
  }

  upload(seconds: number, parcel: Loose = {}) {
    return this.#shop.upload({
      order_key: { order_number_type: 2, transaction_id: this.#id },
      upload_time: `2026-11-20T10:00:0${seconds}+08:00`,
      shipping_list: [{ ...EXPRESS, item_desc: "雨伞*1", ...parcel }],
    });
  }

  confirm = () => this.#shop.confirm(OPENID, this.#id);
  complain = (open: boolean) => this.#shop.complain(open, this.#id);
  wait = () => this.#shop.wait(3_600);

  refund() {
    const { mchid, amount } = payment();
    return this.#shop.platform.admin("POST", "/refunds", {
      mchid,
      transaction_id: this.#id,
      out_trade_no: `DD-${this.#number}`,
      refund_id: `50300000000${this.#number}`,
      out_refund_no: `R-${this.#number}`,
      refund_status: "SUCCESS",
      success_time: "2026-11-20T11:00:00+08:00",
      amount: { ...(amount as Loose), refund: 12800, payer_refund: 12800 },
    });
  }

  async state(): Promise<unknown> {
    return (await this.#shop.order(this.#id))["order_state"];
  }
}

type Step = (paid: Paid) => Promise<unknown>;

const ship: Step = (paid) => paid.upload(0);
const confirm: Step = (paid) => paid.confirm();
const complain: Step = (paid) => paid.complain(true);
const refund: Step = (paid) => paid.refund();
/** Longer than a confirmed payment waits for its settlement. */
const wait: Step = (paid) => paid.wait();

/** How a new payment comes into each state. */
const WAYS: Readonly<Record<TradeState, readonly Step[]>> = {
  [TRADE_STATE.UNSHIPPED]: [],
  [TRADE_STATE.SHIPPED]: [ship],
  [TRADE_STATE.CONFIRMED]: [ship, confirm],
  [TRADE_STATE.SETTLED]: [ship, confirm, wait],
  [TRADE_STATE.REFUNDED]: [refund],
  [TRADE_STATE.UNSETTLED]: [ship, complain, confirm],
};

/** What attempts each move. An upload of other goods is a shipment or the re-shipment. */
const ATTEMPTS: Readonly<Record<TradeMoveName, Step>> = {
  ship: (paid) => paid.upload(1),
  reship: (paid) => paid.upload(2, { tracking_no: "YT0000000000099" }),
  confirm,
  confirmInComplaint: async (paid) => {
    await paid.complain(true);
    return paid.confirm();
  },
  complain,
  settle: wait,
  settleAfterComplaint: (paid) => paid.complain(false),
  refund,
};

/** The moves that an attempt may be as well. */
const AS_WELL: Partial<Record<TradeMoveName, readonly TradeMoveName[]>> = {
  ship: ["reship"],
  reship: ["ship"],
  // A complaint about a confirmed order is a move of its own.
  confirmInComplaint: ["complain"],
};

/** The state after an attempt: of the moves that it may be, the state allows one at most. */
function expectedAfter(state: TradeState, name: TradeMoveName): TradeState {
  const possible = [name, ...(AS_WELL[name] ?? [])].map((each) => TRADE_MOVES[each]);
  return possible.find(({ from }) => (from as readonly TradeState[]).includes(state))?.to ?? state;
}

const CASES = Object.values(TRADE_STATE).flatMap((state) =>
  (Object.keys(TRADE_MOVES) as TradeMoveName[]).map((name) => ({ state, name })),
);

describe("a payment", () => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await Shop.open();
    await shop.set({ ingestion_seconds: 0, settle_seconds: 3_600 });
  });
  afterAll(() => shop.close());

  test.each(CASES)("in state $state, after the attempt to $name", async ({ state, name }) => {
    const paid = new Paid(shop);
    await paid.pay();
    for (const step of WAYS[state]) await step(paid);
    expect(await paid.state()).toBe(state);
    await ATTEMPTS[name](paid);
    expect(await paid.state()).toBe(expectedAfter(state, name));
  });
});

let shop: Shop;
beforeEach(async () => {
  shop = await Shop.open();
  await shop.set({ ingestion_seconds: 0, settle_seconds: 3_600 });
});
afterEach(() => shop.close());

const upload = () => shop.upload({ upload_time: "2026-11-20T10:00:00+08:00" });

describe("the timer of the receipt", () => {
  const DAY = 86_400;

  test.each([
    ["10 days for couriers", {}, 10],
    ["2 days for pick-up", { logistics_type: 4 }, 2],
    ["2 days for virtual goods", { logistics_type: 3 }, 2],
  ])("ends after %s, and the money is released as of then", async (_, changes, days) => {
    await shop.set({ settle_seconds: 0 });
    await shop.pay();
    await shop.upload({ upload_time: "2026-11-20T10:00:00+08:00", ...changes });
    await shop.wait(days * DAY - 1);
    expect((await shop.order())["order_state"]).toBe(2);
    const ran = await shop.wait(3 * DAY);
    expect(ran).toMatchObject({ trade_orders_confirmed: 1, trade_orders_settled: 1 });
    const { body } = await shop.platform.admin<{ timeline: Loose[] }>(
      "GET",
      `/trade-orders/${TRANSACTION}`,
    );
    const confirmedAt = new Date(Date.parse("2026-11-20T02:00:00Z") + days * DAY * 1000);
    expect(body.timeline.slice(-2)).toEqual([
      expect.objectContaining({ event: "confirmed", at: confirmedAt.toISOString() }),
      expect.objectContaining({ event: "settled", at: confirmedAt.toISOString() }),
    ]);
  });

  test("stops while a complaint is open, and runs on after it", async () => {
    await shop.pay();
    await upload();
    await shop.wait(9 * DAY);
    await shop.complain(true);
    await shop.wait(30 * DAY);
    expect(await shop.order()).toMatchObject({ order_state: 2, in_complaint: true });
    await shop.complain(false);
    await shop.wait(DAY - 1);
    expect((await shop.order())["order_state"]).toBe(2);
    await shop.wait(1);
    expect((await shop.order())["order_state"]).toBe(3);
  });
});

describe("the component of the receipt", () => {
  test("refuses another buyer, and cancels before the shipment", async () => {
    await shop.pay();
    expect(await shop.confirm("another")).toEqual({
      status: "fail",
      errormsg: "获取用户订单失败",
    });
    expect(await shop.confirm(OPENID)).toEqual({ status: "cancel", errormsg: "" });
    await upload();
    expect(await shop.confirm(OPENID)).toEqual({ status: "success", errormsg: "" });
    expect(await shop.confirm(OPENID, "4200-unknown")).toMatchObject({ status: "fail" });
  });
});
