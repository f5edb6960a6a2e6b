import type { AppMessage } from "../domain/trade/trade-order.js";
import type { PushQueue, QueuedPush } from "./push-queue.js";

/** A message that is to be pushed to an app's message URL. */
export interface QueuedAppMessage extends AppMessage, QueuedPush {}

/** An app with the oldest of its messages, in their order. */
export interface TakenMessages {
  readonly appid: string;
  readonly messages: readonly QueuedAppMessage[];
}

/** The queue of messages for the apps' message URLs. */
export interface AppMessageStore extends Pick<PushQueue<QueuedAppMessage>, "remove" | "retry"> {
  /** Adds a message, due at its `createdAtMs`. */
  add(message: AppMessage): Promise<void>;
  /**
   * Takes the oldest messages of at most `limit` apps: of those whose oldest message is due at `nowMs` or
   * before. They are taken until `leaseUntilMs`, and nothing else of these apps is taken until then, so
   * that only one of several processes pushes to an app, in the order of its messages.
   */
  takeDue(due: {
    readonly nowMs: number;
    readonly leaseUntilMs: number;
    readonly limit: number;
    /** The most messages of each app. */
    readonly perApp: number;
  }): Promise<TakenMessages[]>;
  /**
   * Makes an app's messages due, from `number` on: those that were taken and not sent, and those that wait
   * for another attempt.
   */
  release(waiting: {
    readonly appid: string;
    readonly number: number;
    readonly dueAtMs: number;
  }): Promise<void>;
  /** Removes an app's messages of `createdUntilMs` or before; returns how many. */
  removeUntil(appid: string, createdUntilMs: number): Promise<number>;
  /** Removes all messages of an app: it has no message URL. */
  removeOf(appid: string): Promise<void>;
}
