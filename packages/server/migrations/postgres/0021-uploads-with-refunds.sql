-- Lists by the time of a refund. Most orders have no refund and cost the index nothing. Making it reads the
-- uploads once, and uploads wait for it. The first condition alone would miss full refunds of
-- early versions.
CREATE INDEX uploads_with_refunds ON uploads (number)
  WHERE refund_progress <> 'none' OR refunded_at_ms IS NOT NULL;
