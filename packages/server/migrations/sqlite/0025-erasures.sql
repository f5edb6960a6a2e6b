-- Erasures of buyers' data. The hashes are keyed with a key that is sealed in the settings, so a row does
-- not show whom it is about. They are kept without limit: a report of an erased payment may come at any
-- time. A report reads them by their keys. Takes no time: the tables are new.
CREATE TABLE erased_buyers (
  buyer_hash TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  erased_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE erased_transactions (
  transaction_hash TEXT NOT NULL PRIMARY KEY,
  erased_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What reviews and counts need of the orders that were erased, without any number or name.
CREATE TABLE erased_orders (
  number INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  state TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  matched_at_ms INTEGER,
  paid_at_ms INTEGER
) STRICT;
CREATE INDEX erased_orders_by_match ON erased_orders (appid, matched_at_ms) WHERE state = 'matched';

-- The signed receipts, for the operator's list. A row is about 1 kB.
CREATE TABLE erasures (
  id TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  buyer_hash TEXT NOT NULL,
  erased_at_ms INTEGER NOT NULL,
  receipt TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX erasures_by_time ON erasures (erased_at_ms, id);
