import { reportedNames } from "../domain/payment.js";
import { transactionIdsIn } from "../domain/recorded-payment.js";
import type { Store } from "../storage/store.js";
import type { BuyerDataKeys } from "./buyer-data-keys.js";

/**
 * The store, whose reports of payments and refunds carry the hashes by which the storage recognises what was
 * erased. They are made here, since the storage has no keys.
 */
export function refuseErased(store: Store, keys: BuyerDataKeys): Store {
  const { orders, refunds, earlyRefunds } = store;
  return {
    ...store,
    orders: {
      put: (sent) => orders.put(sent),
      putPayment: async (payment) => {
        const hashes = await keys.hashesOrNull();
        if (hashes === null) return orders.putPayment(payment);
        const { names, payers } = reportedNames(payment);
        const erasure = { buyers: payers.map(hashes.buyer), names: names.map(hashes.name) };
        const outcome = await orders.putPayment({ ...payment, erasure });
        if (outcome.kind === "erased") {
          await store.buyerData.buryPayment({
            nameHashes: erasure.names,
            transactionIds: transactionIdsIn(names),
            erasedAtMs: payment.receivedAtMs,
          });
        }
        return outcome;
      },
      putShipping: (incoming) => orders.putShipping(incoming),
      findShippingFacts: (app, orderKey) => orders.findShippingFacts(app, orderKey),
      findFacts: (appid, orderKey) => orders.findFacts(appid, orderKey),
      findVerifyFacts: (appid, orderKey) => orders.findVerifyFacts(appid, orderKey),
      search: (query) => orders.search(query),
      findOrder: (appid, orderKey) => orders.findOrder(appid, orderKey),
      listOfBuyer: (query) => orders.listOfBuyer(query),
      summariesOfBuyer: (query) => orders.summariesOfBuyer(query),
      reviewFigures: (appid, window, delayMaxMs) => orders.reviewFigures(appid, window, delayMaxMs),
    },
    refunds: {
      ...refunds,
      put: async (refund) => {
        const hashes = await keys.hashesOrNull();
        const hash = hashes?.name(`2:${refund.ofTransactionId}`);
        return refunds.put(hash === undefined ? refund : { ...refund, erasureHash: hash });
      },
    },
    earlyRefunds: {
      ...earlyRefunds,
      put: async (refund, erasureHash) => {
        const hashes = await keys.hashesOrNull();
        return earlyRefunds.put(refund, hashes?.name(`2:${refund.transactionId}`) ?? erasureHash);
      },
    },
  };
}
