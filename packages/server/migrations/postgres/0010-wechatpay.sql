-- What each merchant number needs to receive WeChat Pay's notices. The secrets are sealed. Takes no time:
-- the tables are new.
CREATE TABLE wechatpay_merchants (
  mchid text COLLATE "C" NOT NULL PRIMARY KEY,
  platform_keys text NOT NULL,
  sealed_secrets text NOT NULL,
  api_serial_no text,
  forward text,
  changed_at_ms bigint NOT NULL
);

-- Refunds whose payment is not recorded yet. A job deletes those that have waited for 90 days.
CREATE TABLE early_refunds (
  refund_id text COLLATE "C" NOT NULL,
  mchid text COLLATE "C" NOT NULL,
  transaction_id text COLLATE "C" NOT NULL,
  body text NOT NULL,
  received_at_ms bigint NOT NULL,
  PRIMARY KEY (refund_id, mchid)
);
CREATE INDEX early_refunds_by_transaction ON early_refunds (transaction_id);
CREATE INDEX early_refunds_by_time ON early_refunds (received_at_ms);
