-- One row for each secret of an admin key, found by its hash. A rotated key has several secrets with one id.
-- There are at most some hundred rows; those that ended 90 days ago are deleted.
CREATE TABLE admin_keys (
  key_hash TEXT NOT NULL PRIMARY KEY,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  issued_at_ms INTEGER NOT NULL,
  last_used_at_ms INTEGER,
  expires_at_ms INTEGER,
  revoked_at_ms INTEGER
) STRICT, WITHOUT ROWID;
-- The key that the first start generated. When it was generated is unknown.
INSERT INTO admin_keys (key_hash, id, name, role, created_at_ms, issued_at_ms)
  SELECT value, 'default', 'default', 'owner', unixepoch() * 1000, unixepoch() * 1000
  FROM settings WHERE name = 'admin_key_hash';
DELETE FROM settings WHERE name = 'admin_key_hash';

-- A session is listed and ended by its id, which is not its token.
ALTER TABLE console_sessions ADD COLUMN id TEXT NOT NULL DEFAULT '';
ALTER TABLE console_sessions ADD COLUMN created_at_ms INTEGER NOT NULL DEFAULT 0;
UPDATE console_sessions SET id = substr(token_hash, 1, 16),
  created_at_ms = expires_at_ms - 43200000;
UPDATE console_sessions SET role = 'owner' WHERE role = 'operator';
CREATE INDEX console_sessions_by_id ON console_sessions (id);
