import type { Clock } from "../clock.js";
import { GIVE_UP_MS, LEASE_MS, pushPauseMs } from "../domain/push-retry.js";
import type { SignedPush } from "../pushes/sign-push.js";
import type { Sealer } from "../secrets/seal.js";
import { otherKeyText } from "../secrets/seal-faults.js";
import type { PushQueue, QueuedPush } from "../storage/push-queue.js";

/** Sends a push. Resolves to null when its receiver accepted it, otherwise to the reason for the failure. */
export type SendPush = (push: SignedPush) => Promise<string | null>;

/** How the pushes of a queue are sent. */
export interface Outlet<Queued extends QueuedPush> {
  /** Opens the keys of receivers. */
  readonly sealer: Sealer;
  readonly send: SendPush;
  /** Called for a push that is dropped because every attempt within 24 hours failed. */
  readonly onGivenUp: (push: Queued, fault: string) => void;
}

/** What a batch takes from a queue. */
export type Batch = Parameters<PushQueue<QueuedPush>["takeDue"]>[0];

/** How many pushes one batch takes from a queue and sends at the same time; the others wait for the next. */
const BATCH_SIZE = 16;

/**
 * Sends all pushes that are due, in batches. A push waits at most for the timeout of one attempt, however
 * many receivers hang.
 * @param take takes pushes that are due, and returns what sends them
 */
export async function sendInBatches(
  clock: Clock,
  take: (batch: Batch) => Promise<readonly (() => Promise<unknown>)[]>,
): Promise<void> {
  for (;;) {
    const nowMs = clock.nowMs();
    const sends = await take({ nowMs, leaseUntilMs: nowMs + LEASE_MS, limit: BATCH_SIZE });
    if (sends.length === 0) return;
    await Promise.all(sends.map((send) => send()));
  }
}

/**
 * Ends an attempt to send a queued push: removes it, or lets it wait for the next attempt. The pauses grow,
 * and a push that failed for 24 hours is dropped.
 * @param fault null when the push was accepted
 * @param queuedAtMs from when on the 24 hours count
 * @returns what became of the push
 */
export async function endAttempt<Queued extends QueuedPush>(
  push: Queued,
  fault: string | null,
  queue: Pick<PushQueue<Queued>, "remove" | "retry">,
  {
    nowMs,
    queuedAtMs = push.createdAtMs,
    onGivenUp,
  }: { readonly nowMs: number; readonly queuedAtMs?: number | undefined } & Pick<
    Outlet<Queued>,
    "onGivenUp"
  >,
): Promise<"delivered" | "failing" | "dropped"> {
  if (fault === null) {
    await queue.remove(push.number);
    return "delivered";
  }
  const retryAtMs = nowMs + pushPauseMs(push.failures + 1);
  if (retryAtMs - queuedAtMs <= GIVE_UP_MS) {
    await queue.retry(push.number, retryAtMs);
    return "failing";
  }
  onGivenUp(push, fault);
  await queue.remove(push.number);
  return "dropped";
}

/** The fault of a push whose keys cannot be opened. `keys` are `the keys of the callback`. */
export const otherKeyFault = (keys: string, sealedWith: string): string =>
  `${keys} cannot be opened. ${otherKeyText(sealedWith).en}`;
