import type { AppMessage } from "../domain/trade/trade-order.js";
import type { PushQueue, QueuedPush } from "./push-queue.js";

/** A message that is to be pushed to an app's message URL. */
export interface QueuedAppMessage extends AppMessage, QueuedPush {}

/** The queue of messages for the apps' message URLs. */
export interface AppMessageStore extends PushQueue<QueuedAppMessage> {
  /** Adds a message, due at its `createdAtMs`. */
  add(message: AppMessage): Promise<void>;
  /** Removes all messages of an app: it has no message URL. */
  removeOf(appid: string): Promise<void>;
}
