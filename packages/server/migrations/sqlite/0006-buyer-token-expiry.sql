-- Links and sessions that are over are swept away by their time.
CREATE INDEX buyer_tokens_by_expiry ON buyer_tokens (expires_at_ms);
