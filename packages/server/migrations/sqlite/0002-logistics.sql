-- The logistics of an order: one row for a plain one, one for each shipped sub-order of a combined one.
CREATE TABLE deliveries (
  appid TEXT NOT NULL,
  order_key TEXT NOT NULL,
  sub_order_key TEXT NOT NULL,
  upload_time TEXT NOT NULL,
  upload_instant TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  delivery TEXT NOT NULL,
  PRIMARY KEY (appid, order_key, sub_order_key)
) STRICT;

ALTER TABLE uploads ADD COLUMN shipped_at_ms INTEGER;

-- Whether the app's business category is in the opened range.
ALTER TABLE apps ADD COLUMN category_open INTEGER NOT NULL DEFAULT 1;
-- The addresses from which the app may fetch tokens; none means all.
ALTER TABLE apps ADD COLUMN ip_whitelist TEXT NOT NULL DEFAULT '[]';
-- How often the app may call each interface a day and a minute; null means the platform's own limits.
ALTER TABLE apps ADD COLUMN quotas TEXT;
