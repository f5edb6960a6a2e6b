-- Third-party platforms ("components"), and what merchants authorise them to. The callback's token
-- and AES key are kept as they are, since the platform's pushes are made with them; every other
-- secret is a hash.
CREATE TABLE components (
  component_appid TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  callback TEXT,
  redirect_hosts TEXT NOT NULL,
  permission_sets TEXT,
  ticket_due_at_ms INTEGER,
  push_failures INTEGER NOT NULL,
  last_push_fault TEXT,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX components_by_ticket_due ON components (ticket_due_at_ms)
  WHERE ticket_due_at_ms IS NOT NULL;

-- What must be found without an appid: tickets, codes and tokens, by their hash.
CREATE TABLE component_credentials (
  credential_hash TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  component_appid TEXT NOT NULL,
  appid TEXT,
  sealed_key TEXT,
  expires_at_ms INTEGER NOT NULL,
  retired_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX component_credentials_by_component
  ON component_credentials (component_appid, kind, appid);

CREATE TABLE component_authorizations (
  appid TEXT NOT NULL,
  component_appid TEXT NOT NULL,
  permission_sets TEXT NOT NULL,
  refresh_salt TEXT NOT NULL,
  authorized_at_ms INTEGER NOT NULL,
  PRIMARY KEY (appid, component_appid)
) STRICT, WITHOUT ROWID;
CREATE INDEX component_authorizations_of_component
  ON component_authorizations (component_appid, authorized_at_ms, appid);

CREATE TABLE authorizer_options (
  appid TEXT NOT NULL,
  option_name TEXT NOT NULL,
  option_value TEXT NOT NULL,
  PRIMARY KEY (appid, option_name)
) STRICT, WITHOUT ROWID;

-- Events that a platform was not told of yet; `number` is their order.
CREATE TABLE component_events (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  component_appid TEXT NOT NULL,
  appid TEXT NOT NULL,
  info_type TEXT NOT NULL,
  pre_auth_code TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL
) STRICT;
CREATE INDEX component_events_by_due ON component_events (due_at_ms);
CREATE INDEX component_events_of_component ON component_events (component_appid, number);
