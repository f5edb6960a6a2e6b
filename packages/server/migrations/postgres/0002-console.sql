-- Who is signed in at the console. The operator has '' for its appid. A session lives as long as the
-- credential that opened it: the operator's key, or the app's secret.
CREATE TABLE console_sessions (
  token_hash text COLLATE "C" NOT NULL PRIMARY KEY,
  role text NOT NULL,
  appid text COLLATE "C" NOT NULL,
  credential_hash text NOT NULL,
  expires_at_ms bigint NOT NULL
);
CREATE INDEX console_sessions_by_expiry ON console_sessions (expires_at_ms);

-- What happened in each hour of the platform's clock; '' counts for all apps together.
CREATE TABLE statistics (
  appid text COLLATE "C" NOT NULL,
  hour_ms bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  count bigint NOT NULL,
  PRIMARY KEY (appid, hour_ms, name)
);

-- Every decision on an access review, with the figures of its window.
CREATE TABLE review_decisions (
  appid text COLLATE "C" NOT NULL,
  decided_at_ms bigint NOT NULL,
  decided_by text COLLATE "C" NOT NULL,
  result text NOT NULL,
  reason text,
  from_ms bigint NOT NULL,
  to_ms bigint NOT NULL,
  matched_uploads bigint NOT NULL,
  late_uploads bigint NOT NULL,
  slowest_delay_ms bigint,
  PRIMARY KEY (appid, decided_at_ms, decided_by)
);

-- By which names an upload is searched, and in which hours uploads came first: a job fills both behind
-- the newest upload, so storing an upload costs nothing more. A replaced upload's old names stay: what
-- they lead to is looked at before it is told.
CREATE TABLE order_names (
  name text COLLATE "C" NOT NULL,
  appid text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  PRIMARY KEY (name, appid, number)
);
CREATE TABLE order_hours (
  hour_ms bigint NOT NULL PRIMARY KEY,
  first_number bigint NOT NULL,
  last_number bigint NOT NULL
);

-- Uploads whose names changed since they were taken in; the upload that changes them writes this.
CREATE TABLE renamed_uploads (number bigint NOT NULL PRIMARY KEY);

-- Holds the mismatched alone: an upload that waits or is matched costs it nothing.
CREATE INDEX uploads_mismatched ON uploads (appid, number) WHERE state = 'mismatched';

-- The delays that reviews ask for stand in the index itself, so that no row need be read for them.
DROP INDEX uploads_by_match;
CREATE INDEX uploads_by_match ON uploads (appid, matched_at_ms)
  INCLUDE (received_at_ms, paid_at_ms) WHERE state = 'matched';

-- Which order a logged call was about; null for none.
ALTER TABLE requests ADD COLUMN order_key text COLLATE "C";
CREATE INDEX requests_by_order ON requests (appid, order_key, number) WHERE order_key IS NOT NULL;
