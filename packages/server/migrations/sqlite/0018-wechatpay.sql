-- What each merchant number needs to receive WeChat Pay's notices. The secrets are sealed.
CREATE TABLE wechatpay_merchants (
  mchid TEXT NOT NULL PRIMARY KEY,
  platform_keys TEXT NOT NULL,
  sealed_secrets TEXT NOT NULL,
  api_serial_no TEXT,
  forward TEXT,
  changed_at_ms INTEGER NOT NULL
) STRICT;

-- Refunds whose payment is not recorded yet. A job deletes those that have waited for 90 days.
CREATE TABLE early_refunds (
  refund_id TEXT NOT NULL,
  mchid TEXT NOT NULL,
  transaction_id TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at_ms INTEGER NOT NULL,
  PRIMARY KEY (refund_id, mchid)
) STRICT;
CREATE INDEX early_refunds_by_transaction ON early_refunds (transaction_id);
CREATE INDEX early_refunds_by_time ON early_refunds (received_at_ms);
