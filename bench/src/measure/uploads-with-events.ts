import { setTimeout as pause } from "node:timers/promises";
import { type Admin, callAdmin } from "../contestants/admin.js";
import { endOfFeed } from "../events/feed.js";
import { type FeedEvent, FeedReader } from "../events/feed-reader.js";
import { forkReceiver } from "../events/fork-receiver.js";
import type { Receiver, ReceiverCounts } from "../events/receiver.js";
import type { Measurement } from "./results.js";

export interface MeasuredUploads {
  readonly measurement: Measurement;
  /** All uploads, also those outside the measured time. */
  readonly count: number;
}

/** How long the events may take after the last upload. */
const DRAIN_MS_MAX = 120_000;
const LOOK_EVERY_MS = 50;
const UPLOADED = "order.uploaded";

/**
 * Measures uploads while a client reads the feed, and then waits until it has read the event of each. A
 * server without a feed has the uploads alone, so that the cost of both together can be compared.
 */
export async function uploadWithReader(
  admin: Admin,
  upload: () => Promise<MeasuredUploads>,
  drainMsMax = DRAIN_MS_MAX,
): Promise<Measurement> {
  const start = await endOfFeed(admin);
  if (start === null) return (await upload()).measurement;
  const reader = new FeedReader(admin, start);
  try {
    const { measurement, count } = await upload();
    const startMs = performance.now();
    await reader.until(count, drainMsMax);
    const drainSeconds = secondsSince(startMs);
    requireEachOnce(await reader.stop(), count);
    return withExtra(measurement, { drainSeconds, eventsRead: count });
  } finally {
    await reader.stop();
  }
}

/** The same with a webhook endpoint: waits until its receiver has the event of each upload. */
export async function uploadWithEndpoint(
  admin: Admin,
  upload: () => Promise<MeasuredUploads>,
  { start = forkReceiver, drainMsMax = DRAIN_MS_MAX } = {},
): Promise<Measurement> {
  if ((await endOfFeed(admin)) === null) return (await upload()).measurement;
  const receiver = await start();
  try {
    const endpoint = { url: receiver.url, events: [UPLOADED] };
    const { id } = await callAdmin<{ id: string }>(admin, "POST", ENDPOINTS, endpoint);
    try {
      const { measurement, count } = await upload();
      const startMs = performance.now();
      const waiting = () => waitingOf(admin, id);
      const { requests, events } = await allDelivered(receiver, count, waiting, drainMsMax);
      const drainSeconds = secondsSince(startMs);
      const duplicates = requests - events;
      return withExtra(measurement, { drainSeconds, eventsDelivered: events, duplicates });
    } finally {
      await callAdmin(admin, "DELETE", `${ENDPOINTS}/${id}`);
    }
  } finally {
    await receiver.stop();
  }
}

const ENDPOINTS = "/admin/v1/webhook-endpoints";

/** How many events wait for an endpoint. */
async function waitingOf(admin: Admin, id: string): Promise<number> {
  const path = `${ENDPOINTS}/${id}`;
  return (await callAdmin<{ waiting: number }>(admin, "GET", path)).waiting;
}

async function allDelivered(
  receiver: Receiver,
  count: number,
  waiting: () => Promise<number>,
  drainMsMax: number,
): Promise<ReceiverCounts> {
  const startMs = performance.now();
  for (;;) {
    const isTooLate = performance.now() - startMs > drainMsMax;
    const counts = await receiver.counts();
    // The server counts what waits in its database, so it is asked only when the receiver has all.
    if (counts.events >= count || isTooLate) {
      const left = await waiting();
      if (counts.events === count && left === 0) return counts;
      if (isTooLate) {
        throw new Error(
          `after ${drainMsMax / 1000} s the receiver had ${counts.events} of ${count} events in ${counts.requests} requests, and ${left} waited`,
        );
      }
    }
    await pause(LOOK_EVERY_MS);
  }
}

/** Throws unless the events are one of each upload. */
function requireEachOnce(events: readonly FeedEvent[], count: number): void {
  const uploads = events.filter(({ type }) => type === UPLOADED);
  const ids = new Set(events.map(({ id }) => id)).size;
  const orders = new Set(uploads.map(({ order_id }) => order_id)).size;
  if ([events.length, uploads.length, ids, orders].every((it) => it === count)) return;
  throw new Error(
    `the feed had ${events.length} events with ${ids} ids for ${count} uploads: ${uploads.length} of uploads, of ${orders} orders`,
  );
}

const secondsSince = (startMs: number) => (performance.now() - startMs) / 1000;

const withExtra = (measurement: Measurement, extra: Measurement["extra"]): Measurement => ({
  ...measurement,
  extra: { ...measurement.extra, ...extra },
});
