import type { Feed } from "../event-store.js";
import type { Dialect } from "../statements/dialect.js";
import { insert } from "../statements/insert.js";
import { type Given, statement } from "../statements/statement.js";

// The statements of the one row that says where the feed begins and ends.

const feedRow = ({ db }: Dialect) =>
  db
    .selectFrom("event_feed")
    .select(["epoch", "last_position", "deleted_until", "last_read_at_ms"])
    .where("name", "=", "feed");

const feedOf = (row: {
  epoch: string;
  last_position: number;
  deleted_until: number;
  last_read_at_ms: number;
}): Feed => ({
  epoch: row.epoch,
  lastPosition: row.last_position,
  deletedUntil: row.deleted_until,
  lastReadAtMs: row.last_read_at_ms,
});

export const FIND_FEED = statement((dialect) => feedRow(dialect), feedOf);
export const LOCK_FEED = statement((dialect) => dialect.forUpdate(feedRow(dialect)), feedOf);

export const ADD_FEED = insert(
  "event_feed",
  ["name", "epoch", "last_position", "deleted_until", "last_read_at_ms"],
  "ignore",
);

export const ADVANCE = statement(({ db }, { position }: Given<{ position: number }>) =>
  db.updateTable("event_feed").set({ last_position: position }).where("name", "=", "feed"),
);

export const NOTE_READER = statement(({ db }, { nowMs }: Given<{ nowMs: number }>) =>
  db.updateTable("event_feed").set({ last_read_at_ms: nowMs }).where("name", "=", "feed"),
);

export const NOTE_DELETED = statement(({ db }, { position }: Given<{ position: number }>) =>
  db
    .updateTable("event_feed")
    .set({ deleted_until: position })
    .where("name", "=", "feed")
    .where("deleted_until", "<", position),
);
