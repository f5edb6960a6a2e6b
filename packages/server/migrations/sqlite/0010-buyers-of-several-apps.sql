-- A token may open the orders of several apps: `buyers` is a JSON list of {appid, openid}. A preview
-- is a merchant's look at what its buyer will see.
CREATE TABLE buyer_tokens_of_apps (
  token_hash TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  buyers TEXT NOT NULL,
  is_preview INTEGER NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO buyer_tokens_of_apps (token_hash, purpose, buyers, is_preview, expires_at_ms)
SELECT token_hash, purpose,
  json_array(json_object('appid', appid, 'openid', openid)), 0, expires_at_ms
FROM buyer_tokens;

DROP TABLE buyer_tokens;
ALTER TABLE buyer_tokens_of_apps RENAME TO buyer_tokens;
CREATE INDEX buyer_tokens_by_expiry ON buyer_tokens (expires_at_ms);
