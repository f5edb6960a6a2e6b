-- Every call of the wire. `number` counts them as they were written: the lists page by it, and what is
-- written last stands last, so writing touches few pages and the oldest are deleted from the front.
-- (Deleted rows leave free pages that new rows take: the file stops growing once rows are as old as
-- the log keeps them.) A call that reached no app has '' for its appid.
CREATE TABLE requests (
  number INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  rid TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  component_appid TEXT,
  operation TEXT,
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  query TEXT NOT NULL,
  errcode INTEGER NOT NULL,
  fault TEXT NOT NULL,
  message TEXT NOT NULL,
  cause TEXT,
  diagnoses TEXT NOT NULL,
  duration_ms INTEGER NOT NULL,
  client_ip TEXT NOT NULL,
  user_agent TEXT,
  content_type TEXT,
  body TEXT NOT NULL,
  body_bytes INTEGER NOT NULL,
  body_state TEXT NOT NULL,
  redacted TEXT NOT NULL,
  reply TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX requests_by_rid ON requests (rid);
CREATE INDEX requests_by_app ON requests (appid, number);
-- Most calls succeed; the index holds those that somebody looks for.
CREATE INDEX requests_by_errcode ON requests (errcode, number) WHERE errcode <> 0;
