import type { Store } from "../storage/store.js";

/** The stores whose commits queue messages for apps. */
type MessageStores = Pick<Store, "tradeOrders" | "appMessages" | "apps">;

/**
 * The stores with a signal after each commit that has queued messages for apps, so that the messages are
 * pushed at once. Without it they wait for the job's next run.
 * @param onQueued must not block
 */
export function signalMessages<Stores extends MessageStores>(
  stores: Stores,
  onQueued: () => void,
): Stores {
  const { tradeOrders, appMessages, apps } = stores;
  return {
    ...stores,
    tradeOrders: {
      ...tradeOrders,
      put: async (incoming) => {
        const outcome = await tradeOrders.put(incoming);
        if (outcome.kind === "stored" && (incoming.isPushed ?? true)) onQueued();
        return outcome;
      },
      change: async (appid, transactionId, decide) => {
        let isQueued = false;
        const result = await tradeOrders.change(appid, transactionId, (order) => {
          const change = decide(order);
          isQueued = change.messages.length > 0;
          return change;
        });
        if (isQueued) onQueued();
        return result;
      },
    } satisfies Store["tradeOrders"],
    apps: {
      ...apps,
      change: async (appid, change, messagesOf = () => []) => {
        let isQueued = false;
        const changed = await apps.change(appid, change, (before, after) => {
          const messages = messagesOf(before, after);
          isQueued = messages.length > 0;
          return messages;
        });
        if (isQueued) onQueued();
        return changed;
      },
    } satisfies Store["apps"],
    appMessages: {
      ...appMessages,
      add: async (message) => {
        await appMessages.add(message);
        onQueued();
      },
    } satisfies Store["appMessages"],
  };
}
