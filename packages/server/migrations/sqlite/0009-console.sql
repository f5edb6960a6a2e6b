-- Who is signed in at the console. The operator has '' for its appid. A session lives as long as the
-- credential that opened it: the operator's key, or the app's secret.
CREATE TABLE console_sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  role TEXT NOT NULL,
  appid TEXT NOT NULL,
  credential_hash TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX console_sessions_by_expiry ON console_sessions (expires_at_ms);

-- What happened in each hour of the platform's clock; '' counts for all apps together.
CREATE TABLE statistics (
  appid TEXT NOT NULL,
  hour_ms INTEGER NOT NULL,
  name TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (appid, hour_ms, name)
) STRICT, WITHOUT ROWID;

-- Every decision on an access review, with the figures of its window.
CREATE TABLE review_decisions (
  appid TEXT NOT NULL,
  decided_at_ms INTEGER NOT NULL,
  decided_by TEXT NOT NULL,
  result TEXT NOT NULL,
  reason TEXT,
  from_ms INTEGER NOT NULL,
  to_ms INTEGER NOT NULL,
  matched_uploads INTEGER NOT NULL,
  late_uploads INTEGER NOT NULL,
  slowest_delay_ms INTEGER,
  PRIMARY KEY (appid, decided_at_ms, decided_by)
) STRICT, WITHOUT ROWID;

-- By which names an upload is searched, and in which hours uploads came first: a job fills both behind
-- the newest upload, so storing an upload costs nothing more. A replaced upload's old names stay: what
-- they lead to is looked at before it is told.
CREATE TABLE order_names (
  name TEXT NOT NULL,
  appid TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (name, appid, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE order_hours (
  hour_ms INTEGER NOT NULL PRIMARY KEY,
  first_number INTEGER NOT NULL,
  last_number INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Uploads whose names changed since they were taken in. The upload that changes them writes this: a
-- trigger would double the cost of every INSERT, also of those that it does not fire for.
CREATE TABLE renamed_uploads (number INTEGER PRIMARY KEY) STRICT;

-- Holds the mismatched alone: an upload that waits or is matched costs it nothing.
CREATE INDEX uploads_mismatched ON uploads (appid, number) WHERE state = 'mismatched';

-- The delays that reviews ask for stand in the index itself, so that no row need be read for them.
DROP INDEX uploads_by_match;
CREATE INDEX uploads_by_match ON uploads (appid, matched_at_ms, received_at_ms, paid_at_ms)
  WHERE state = 'matched';

-- Which order a logged call was about; null for none.
ALTER TABLE requests ADD COLUMN order_key TEXT;
CREATE INDEX requests_by_order ON requests (appid, order_key, number) WHERE order_key IS NOT NULL;
