import type { Store } from "../storage/store.js";
import { countRefund } from "./count-outcomes.js";
import type { Statistics } from "./statistics.js";

/** The store, whose refunds are counted wherever they come from: a report, a notice, or a question. */
export const countingRefunds = (store: Store, statistics: Statistics): Store => ({
  ...store,
  refunds: {
    ...store.refunds,
    put: async (refund) => {
      const decision = await store.refunds.put(refund);
      countRefund(statistics, refund, decision);
      return decision;
    },
  },
});
