-- The payments under shipping information management: one row for each app that a payment, or a part of a
-- combined payment, was made in. `details` has the whole; the other columns are for searching.
CREATE TABLE trade_orders (
  appid TEXT NOT NULL,
  transaction_id TEXT NOT NULL,
  mchid TEXT NOT NULL,
  sub_mchid TEXT NOT NULL,
  out_trade_no TEXT NOT NULL,
  openid TEXT NOT NULL,
  paid_at_ms INTEGER NOT NULL,
  visible_at_ms INTEGER NOT NULL,
  state INTEGER NOT NULL,
  is_managed INTEGER NOT NULL,
  amount_minor INTEGER NOT NULL,
  due_at_ms INTEGER,
  combined_key TEXT,
  combined_transaction_id TEXT,
  details TEXT NOT NULL,
  PRIMARY KEY (appid, transaction_id)
) STRICT;
CREATE INDEX trade_orders_by_transaction ON trade_orders (transaction_id);
CREATE INDEX trade_orders_by_number ON trade_orders (out_trade_no, appid);
-- SQLite takes the earlier of two indexes that it thinks equal: a buyer's before an app's.
CREATE INDEX trade_orders_of_buyer ON trade_orders (openid, appid, paid_at_ms, transaction_id);
CREATE INDEX trade_orders_of_app ON trade_orders (appid, paid_at_ms, transaction_id);
CREATE INDEX trade_orders_by_payment ON trade_orders (paid_at_ms, transaction_id);
-- For the sums of money by state, and for whether an app has ever shipped: without reading the rows.
CREATE INDEX trade_orders_by_state ON trade_orders (appid, state, amount_minor)
  WHERE is_managed = 1;
-- These hold only the orders with a timer, and the parts of combined payments.
CREATE INDEX trade_orders_by_due ON trade_orders (due_at_ms) WHERE due_at_ms IS NOT NULL;
CREATE INDEX trade_orders_combined ON trade_orders (appid, combined_key)
  WHERE combined_key IS NOT NULL;
CREATE INDEX trade_orders_combined_transaction ON trade_orders (appid, combined_transaction_id)
  WHERE combined_transaction_id IS NOT NULL;

-- Messages that wait for their push to an app's message URL.
CREATE TABLE app_messages (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  appid TEXT NOT NULL,
  message TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL,
  due_at_ms INTEGER NOT NULL,
  failures INTEGER NOT NULL
) STRICT;
CREATE INDEX app_messages_by_due ON app_messages (due_at_ms);
CREATE INDEX app_messages_of_app ON app_messages (appid, number);

-- Existing apps begin as new ones do: under management, with the usual times.
ALTER TABLE apps ADD COLUMN trade TEXT NOT NULL DEFAULT '{"isAdmitted":true,"isManaged":true,"isCompleted":true,"ingestionSeconds":10,"settleSeconds":0,"authorizedAtMs":0,"isPathAgreementSigned":true,"isReceiptByBuyers":false,"isUploadStrict":false,"hasSetsOf2023":false,"isControlled":false}';
ALTER TABLE apps ADD COLUMN msg_jump_path TEXT NOT NULL DEFAULT '';
ALTER TABLE apps ADD COLUMN order_detail_path TEXT NOT NULL DEFAULT '';
ALTER TABLE apps ADD COLUMN message_push TEXT;

-- Where third-party platforms may call from.
ALTER TABLE components ADD COLUMN ip_whitelist TEXT NOT NULL DEFAULT '[]';
