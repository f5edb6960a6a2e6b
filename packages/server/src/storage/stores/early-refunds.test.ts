import { expect, test } from "vitest";
import { anEarlyRefund } from "../conformance/wechatpay.js";
import type { Engine } from "../statements/engine.js";
import { earlyRefundStore } from "./early-refunds.js";

test("look-ups of one tick share a statement, and a later one begins its own", async () => {
  const asked: unknown[] = [];
  const found = [anEarlyRefund({ transactionId: "1" }), anEarlyRefund({ transactionId: "2" })];
  const engine = {
    all: (_statement: unknown, parameters: unknown) => {
      asked.push(parameters);
      return Promise.resolve(found);
    },
  } as unknown as Engine;
  const { ofTransactions } = earlyRefundStore(engine);

  const both = await Promise.all([ofTransactions(["1"]), ofTransactions(["2", "3"])]);
  expect(both).toEqual([[found[0]], [found[1]]]);
  await ofTransactions(["4"]);

  expect(asked).toEqual([{ transactionIds: ["1", "2", "3"] }, { transactionIds: ["4"] }]);
});

test("a look-up that fails fails for those who share it alone", async () => {
  let fails = true;
  const all = () => (fails ? Promise.reject(new Error("down")) : Promise.resolve([]));
  const { ofTransactions } = earlyRefundStore({ all } as unknown as Engine);
  const failed = await Promise.allSettled([ofTransactions(["1"]), ofTransactions(["2"])]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  fails = false;
  expect(await ofTransactions(["1"])).toEqual([]);
});
