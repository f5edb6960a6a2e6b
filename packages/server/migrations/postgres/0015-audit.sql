-- The operator's audit trail: one row for each entry, numbered from 1 without gaps. The entry is canonical
-- JSON, which the hash covers together with the hash before it; the other columns repeat members of it, for
-- filters. Entries are kept without limit: about 0.5 kB each, two for each change. Takes no time: the table is new.
-- It stays on the coordinator, since the entries of all apps are one chain.
CREATE TABLE audit_entries (
  sequence bigint NOT NULL PRIMARY KEY,
  stage text NOT NULL,
  -- Of the entry that an outcome belongs to; each act has one outcome.
  begun bigint,
  actor text COLLATE "C",
  operation text COLLATE "C" NOT NULL,
  appid text COLLATE "C",
  entry text NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL
);
CREATE UNIQUE INDEX audit_entries_by_begun ON audit_entries (begun) WHERE begun IS NOT NULL;
CREATE INDEX audit_entries_by_actor ON audit_entries (actor, sequence);
CREATE INDEX audit_entries_by_operation ON audit_entries (operation, sequence);
CREATE INDEX audit_entries_by_appid ON audit_entries (appid, sequence) WHERE appid IS NOT NULL;

-- No statement of the platform changes or deletes an entry, whatever mistake it contains.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of the audit trail are never changed or deleted';
END $$;
CREATE TRIGGER audit_entries_never_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
