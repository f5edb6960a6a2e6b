-- Events for webhooks and for the feed. A commit that makes events writes them as one row of event_outbox;
-- a job gives them their positions in the feed afterwards, so that no event of a commit that ends late is
-- missed. Takes no time: the tables are new.
CREATE TABLE event_outbox (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  events TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;

-- One row, which the first use adds: the end of the feed. The epoch is a part of every event's id: events of two installations, or of
-- a database and its restored copy, are never taken for each other.
CREATE TABLE event_feed (
  name TEXT PRIMARY KEY,
  epoch TEXT NOT NULL,
  last_position INTEGER NOT NULL,
  deleted_until INTEGER NOT NULL,
  last_read_at_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE events (
  position INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  type TEXT NOT NULL,
  order_id TEXT,
  sequence INTEGER,
  at_ms INTEGER NOT NULL,
  added_at_ms INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX events_of_app ON events (appid, position);
CREATE INDEX events_of_order ON events (order_id, position) WHERE order_id IS NOT NULL;

-- How many events of an order there were; kept when the events themselves are deleted.
CREATE TABLE event_sequences (
  appid TEXT NOT NULL,
  order_id TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (appid, order_id)
) STRICT, WITHOUT ROWID;

-- Who receives events. outbox_after: the last number of the outbox when it was added; earlier commits are
-- not for it. leased_by: the process that delivers to it, until leased_until_ms of the real time.
CREATE TABLE webhook_endpoints (
  id TEXT PRIMARY KEY,
  url TEXT NOT NULL,
  kind TEXT NOT NULL,
  appid TEXT,
  types TEXT,
  state TEXT NOT NULL,
  why TEXT,
  state_since_ms INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  outbox_after INTEGER NOT NULL,
  keys TEXT NOT NULL,
  details TEXT NOT NULL,
  failing_since_ms INTEGER,
  last_attempt TEXT,
  leased_by TEXT,
  leased_until_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX webhook_endpoints_of_app ON webhook_endpoints (appid);

-- A delivery of an event to an endpoint. body: the bytes as they are sent, where they do not follow from the
-- event alone. tries: since it was queued or sent again; attempts: of all time.
CREATE TABLE webhook_deliveries (
  endpoint_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  state TEXT NOT NULL,
  due_at_ms INTEGER NOT NULL,
  tries INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  ended_at_ms INTEGER,
  status INTEGER,
  fault TEXT,
  body TEXT,
  PRIMARY KEY (endpoint_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (endpoint_id, due_at_ms, position)
  WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_by_state ON webhook_deliveries (endpoint_id, state, position);

-- What was sent and answered. Kept for days, while the deliveries are kept as long as the events.
CREATE TABLE webhook_attempts (
  endpoint_id TEXT NOT NULL,
  position INTEGER NOT NULL,
  number INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  details TEXT NOT NULL,
  PRIMARY KEY (endpoint_id, position, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_attempts_by_time ON webhook_attempts (at_ms);

-- The logistics that were replaced. Takes no time: existing rows are not written.
ALTER TABLE deliveries ADD COLUMN history TEXT;
