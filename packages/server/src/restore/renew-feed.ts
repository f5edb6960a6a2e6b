import { randomBytes } from "node:crypto";

/**
 * The ids of events contain the epoch of their feed. A restored feed gets another one: it will give the places
 * after the backup to other events, and a reader or receiver that knows the ids of the old ones would skip
 * them. A reader that continues with an old id is answered 410, and a receiver takes nothing new for known.
 */
export const newEpoch = (): string => randomBytes(6).toString("hex");

/** Sets the epoch, where the version of the backup has a feed. */
export const RENEW_FEED = {
  sqlite: "UPDATE event_feed SET epoch = ?",
  postgres: "UPDATE event_feed SET epoch = $1",
} as const;

/** Of the migration that made the feed. */
export const hasFeed = (migrations: readonly string[]): boolean =>
  migrations.some((name) => name.endsWith("-events"));
