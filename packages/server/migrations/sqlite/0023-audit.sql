-- The operator's audit trail: one row for each entry, numbered from 1 without gaps. The entry is canonical
-- JSON, which the hash covers together with the hash before it; the other columns repeat members of it, for
-- filters. Entries are kept without limit: about 0.5 kB each, two for each change. Takes no time: the table is new.
CREATE TABLE audit_entries (
  sequence INTEGER NOT NULL PRIMARY KEY,
  stage TEXT NOT NULL,
  -- Of the entry that an outcome belongs to; each act has one outcome.
  begun INTEGER,
  actor TEXT,
  operation TEXT NOT NULL,
  appid TEXT,
  entry TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX audit_entries_by_begun ON audit_entries (begun) WHERE begun IS NOT NULL;
CREATE INDEX audit_entries_by_actor ON audit_entries (actor, sequence);
CREATE INDEX audit_entries_by_operation ON audit_entries (operation, sequence);
CREATE INDEX audit_entries_by_appid ON audit_entries (appid, sequence) WHERE appid IS NOT NULL;

-- No statement of the platform changes or deletes an entry, whatever mistake it contains.
CREATE TRIGGER audit_entries_never_change BEFORE UPDATE ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'entries of the audit trail are never changed');
END;
CREATE TRIGGER audit_entries_never_go BEFORE DELETE ON audit_entries
BEGIN
  SELECT RAISE(ABORT, 'entries of the audit trail are never deleted');
END;
