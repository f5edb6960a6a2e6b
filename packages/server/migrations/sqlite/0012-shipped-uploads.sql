-- Holds the shipped alone: an upload that is not costs it nothing. Without it, a list of those that
-- are shipped looked through all when there were none.
CREATE INDEX uploads_shipped ON uploads (number) WHERE shipped_at_ms IS NOT NULL;
