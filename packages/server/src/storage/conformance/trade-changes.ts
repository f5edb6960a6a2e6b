import { expect } from "vitest";
import { aTradeOrder } from "../../domain/trade/samples.js";
import { withTimer } from "../../domain/trade/timers.js";
import { TRADE_STATE, type TradeOrder } from "../../domain/trade/trade-order.js";
import { APPID, aPayment, aRefund, combinedOf, MCHID } from "./samples.js";
import { promise, type StorePromise } from "./store-promise.js";
import {
  aMessage,
  find,
  numbered,
  ORDER,
  OTHER_APPID,
  ofTransaction,
  pay,
  take,
  upload,
} from "./trade-samples.js";

const { appid } = ORDER;

export const tradeChangePromises: readonly StorePromise[] = [
  promise("changes an order by a decision, with its messages", async (store) => {
    await pay(store, ORDER);
    const isInComplaint = (order: TradeOrder) => ({
      order: withTimer({ ...order, isInComplaint: true }),
      messages: [aMessage("a"), aMessage("b")],
      result: "changed",
    });

    expect(await store.tradeOrders.change(appid, "42-UNKNOWN", isInComplaint)).toBeNull();
    expect(
      await store.tradeOrders.change(OTHER_APPID, ORDER.transactionId, isInComplaint),
    ).toBeNull();
    expect(await store.tradeOrders.change(appid, ORDER.transactionId, isInComplaint)).toBe(
      "changed",
    );
    const unchanged = () => ({ order: null, messages: [], result: 1 });
    expect(await store.tradeOrders.change(appid, ORDER.transactionId, unchanged)).toBe(1);

    expect(await find(store)).toMatchObject({ isInComplaint: true });
    expect((await take(store)).map(({ from }) => from)).toEqual(["a", "b"]);
  }),

  promise("makes concurrent decisions on an order one after another", async (store) => {
    await pay(store, ORDER);
    await Promise.all(
      Array.from({ length: 10 }, () =>
        store.tradeOrders.change(appid, ORDER.transactionId, (order) => ({
          order: { ...order, amountMinor: order.amountMinor + 1 },
          messages: [],
          result: null,
        })),
      ),
    );
    expect((await find(store))?.amountMinor).toBe(ORDER.amountMinor + 10);
  }),

  promise(
    "finds the order whose timer ended first, and whether an app has shipped",
    async (store) => {
      const due = (number: string, dueAtMs: number | null) => ({ ...numbered(number), dueAtMs });
      await pay(store, due("1", 30), due("2", 20), due("3", null));

      expect(await store.tradeOrders.findDue(19)).toBeNull();
      expect((await store.tradeOrders.findDue(40))?.transactionId).toBe("42-2");
      await store.tradeOrders.change(appid, "42-2", (order) => ({
        order: { ...order, dueAtMs: null },
        messages: [],
        result: null,
      }));
      expect((await store.tradeOrders.findDue(40))?.transactionId).toBe("42-1");

      expect(await store.tradeOrders.hasShipped(appid)).toBe(false);
      await upload(store, "42-3");
      expect(await store.tradeOrders.hasShipped(appid)).toBe(true);
      expect(await store.tradeOrders.hasShipped(OTHER_APPID)).toBe(false);
    },
  ),

  promise("moves an order when all of its payment is refunded", async (store) => {
    const { report, receivedAtMs } = aPayment();
    const order = aTradeOrder({ appid: APPID, transactionId: String(report.transaction_id) });
    await store.orders.putPayment({ report, receivedAtMs, trade: [order] });
    const stateOf = async () =>
      (await store.tradeOrders.findNamed(APPID, ofTransaction(order.transactionId)))[0]?.state;

    await store.refunds.put(aRefund({ refundId: "1", amountMinor: 1 }));
    await store.refunds.put(
      aRefund({ refundId: "2", amountMinor: 1_657_599, state: "processing" }),
    );
    expect(await stateOf()).toBe(TRADE_STATE.UNSHIPPED);
    await store.refunds.put(aRefund({ refundId: "2", amountMinor: 1_657_599 }));

    expect(await stateOf()).toBe(TRADE_STATE.REFUNDED);
    const [found] = await store.tradeOrders.findNamed(APPID, ofTransaction(order.transactionId));
    expect(found).toMatchObject({ refundedAtMs: aRefund().atMs, dueAtMs: null });
  }),

  promise(
    "has nothing to ship of a payment that was refunded before it had trade orders",
    async (store) => {
      const payment = aPayment();
      const order = aTradeOrder({
        appid: APPID,
        transactionId: String(payment.report.transaction_id),
      });
      await store.orders.putPayment(payment);
      await store.refunds.put(aRefund());

      await store.orders.putPayment({ ...payment, trade: [order] });

      const [found] = await store.tradeOrders.findNamed(APPID, ofTransaction(order.transactionId));
      const refunded = { refundedAtMs: aRefund().atMs, dueAtMs: null };
      expect(found).toMatchObject({ state: TRADE_STATE.REFUNDED, ...refunded });
    },
  ),

  promise("moves only the refunded part of a combined payment", async (store) => {
    const sub = (number: string) => ({
      mchid: MCHID,
      out_trade_no: number,
      transaction_id: `4-${number}`,
      amount: { total_amount: 5 },
    });
    const trade = ["A", "B"].map((number) =>
      aTradeOrder({ appid: APPID, transactionId: `4-${number}`, outTradeNo: number }),
    );
    await store.orders.putPayment({
      ...aPayment({ report: combinedOf(sub("A"), sub("B")) }),
      trade,
    });

    const refund = { ofTransactionId: "4-A", outTradeNo: "A", totalMinor: 5, amountMinor: 5 };
    expect(await store.refunds.put(aRefund(refund))).toMatchObject({ kind: "recorded" });

    const orders = await store.tradeOrders.listForOperator({ limit: 10 });
    const states = Object.fromEntries(orders.map((order) => [order.outTradeNo, order.state]));
    expect(states).toEqual({ A: TRADE_STATE.REFUNDED, B: TRADE_STATE.UNSHIPPED });
  }),
];
