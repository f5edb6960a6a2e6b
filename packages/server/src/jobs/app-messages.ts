import type { Clock } from "../clock.js";
import type { MessagePush, StoredMessagePush } from "../domain/message-push.js";
import { ATTEMPT_TIMEOUT_MS, GIVE_UP_MS } from "../domain/push-retry.js";
import { subjectOf, withPush } from "../domain/trade/pushes.js";
import type { TradePush } from "../domain/trade/trade-order.js";
import { unreachable } from "../domain/unreachable.js";
import { openMessagePush } from "../pushes/message-push-keys.js";
import type { PushMembers } from "../pushes/push-body.js";
import { signPush } from "../pushes/sign-push.js";
import { originalIdOf } from "../secrets/original-id.js";
import type { QueuedAppMessage, TakenMessages } from "../storage/app-message-store.js";
import type { Store } from "../storage/store.js";
import { endAttempt, type Outlet, otherKeyFault, sendInBatches } from "./push-queues.js";

type MessageStores = Pick<Store, "apps" | "appMessages" | "tradeOrders">;

interface MessageOutlet extends Outlet<QueuedAppMessage> {
  /** Called for messages that are dropped because they waited for 24 hours behind one that failed. */
  readonly onTooOld: (appid: string, messages: number, fault: string) => void;
}

/** How many messages of one app a batch takes; the others wait for the next. */
const MESSAGES_PER_APP = 16;

/**
 * Pushes the messages that are due to the message URLs of their apps, each app's in their order. Failed
 * pushes are retried after growing pauses. An app without a message URL gets none of the messages that
 * wait for it.
 */
export const pushToApps = (
  stores: MessageStores,
  clock: Clock,
  outlet: MessageOutlet,
): Promise<void> =>
  sendInBatches(clock, async (batch) => {
    const taken = await stores.appMessages.takeDue({ ...batch, perApp: MESSAGES_PER_APP });
    return taken.map((ofApp) => () => pushToApp(ofApp, stores, batch.nowMs, outlet));
  });

async function pushToApp(
  { appid, messages }: TakenMessages,
  { apps, appMessages, tradeOrders }: MessageStores,
  nowMs: number,
  outlet: MessageOutlet,
): Promise<void> {
  const app = await apps.find(appid);
  if (!app?.messagePush) return appMessages.removeOf(appid);
  const send = senderOf(appid, app.messagePush, outlet, nowMs);
  const startedAtMs = performance.now();
  let noted = app.messagePush.lastFault;
  for (const message of messages) {
    // A slow server could answer the others only after the end of their lease.
    if (performance.now() - startedAtMs > ATTEMPT_TIMEOUT_MS) {
      return appMessages.release({ appid, number: message.number, dueAtMs: nowMs });
    }
    const fault = await send(message);
    const { onGivenUp } = outlet;
    const { queuedAtMs } = message;
    const state = await endAttempt(message, fault, appMessages, { nowMs, queuedAtMs, onGivenUp });
    await noteOutcome(tradeOrders, message, { state, attemptedAtMs: nowMs, fault });
    if (fault !== noted) await noteFault(apps, { appid, url: app.messagePush.url }, fault);
    noted = fault;
    if (fault === null) continue;
    const dropped = await appMessages.removeUntil(appid, nowMs - GIVE_UP_MS);
    if (dropped > 0) outlet.onTooOld(appid, dropped, fault);
    return;
  }
}

/** Stores at the order that a message is about what became of it: the queue forgets a message that ended. */
async function noteOutcome(
  tradeOrders: Store["tradeOrders"],
  message: QueuedAppMessage,
  outcome: Pick<TradePush, "state" | "attemptedAtMs" | "fault">,
): Promise<void> {
  const { appid, createdAtMs, failures } = message;
  const subject = subjectOf(message);
  if (subject === null) return;
  const { transactionId, reports } = subject;
  await tradeOrders.change(appid, transactionId, (order) => ({
    order: withPush(order, { reports, createdAtMs, attempts: failures + 1, ...outcome }),
    messages: [],
    result: null,
  }));
}

/** Stores why the last push failed, or that it did not. */
async function noteFault(
  apps: Store["apps"],
  { appid, url }: { readonly appid: string; readonly url: string },
  lastFault: string | null,
): Promise<void> {
  await apps.change(appid, (stored) =>
    // The operator may have set another URL in the meantime.
    stored.messagePush?.url === url
      ? { ...stored, messagePush: { ...stored.messagePush, lastFault } }
      : stored,
  );
}

/** Makes what sends a message. It resolves to null when the app accepted it, otherwise to the fault. */
function senderOf(
  appid: string,
  stored: StoredMessagePush,
  { sealer, send }: MessageOutlet,
  nowMs: number,
): (message: QueuedAppMessage) => Promise<string | null> {
  const opened = openMessagePush(appid, stored, sealer);
  switch (opened.kind) {
    case "opened":
      return (message) => send(signMessage(message, opened.messagePush, nowMs));
    case "other_key": {
      const fault = otherKeyFault("the keys of the message URL", opened.sealedWith);
      return () => Promise.resolve(fault);
    }
    case "damaged":
      return () =>
        Promise.resolve("the stored keys of the message URL are damaged: set message_push again");
    default:
      return unreachable(opened);
  }
}

/** @see shipping-management, §12 */
function signMessage(message: QueuedAppMessage, messagePush: MessagePush, nowMs: number) {
  const { appid, from, event, createdAtMs, members } = message;
  const userName = originalIdOf(appid);
  const all: PushMembers = [
    ["ToUserName", userName],
    ["FromUserName", from],
    ["CreateTime", Math.floor(createdAtMs / 1000)],
    ["MsgType", "event"],
    ["Event", event],
    ...members,
  ];
  return signPush(messagePush, { appid, member: ["ToUserName", userName] }, all, nowMs);
}
