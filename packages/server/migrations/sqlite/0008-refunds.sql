-- The refunds of payments. `of_transaction_id` is the number that WeChat Pay names: the payment's own,
-- or, of a combined one, that of the sub-payment which is refunded.
CREATE TABLE refunds (
  appid TEXT NOT NULL,
  transaction_id TEXT NOT NULL,
  refund_id TEXT NOT NULL,
  of_transaction_id TEXT NOT NULL,
  out_refund_no TEXT NOT NULL,
  state TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  started_at_ms INTEGER,
  at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (appid, transaction_id, refund_id)
) STRICT;

-- Which payment a refund belongs to, whichever app's it is.
CREATE TABLE refund_ids (
  refund_id TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  transaction_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which combined payment a sub-payment's number belongs to.
CREATE TABLE sub_payments (
  sub_transaction_id TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  transaction_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO sub_payments (sub_transaction_id, appid, transaction_id)
  SELECT json_extract(sub_order.value, '$.transaction_id'), appid, transaction_id
  FROM payments, json_each(payments.body, '$.sub_orders') AS sub_order
  WHERE json_extract(sub_order.value, '$.transaction_id') IS NOT NULL
  ON CONFLICT DO NOTHING;

-- When all of a payment was refunded. An upload has it as well, for its buyer's lists.
ALTER TABLE payments ADD COLUMN refunded_at_ms INTEGER;
ALTER TABLE uploads ADD COLUMN refunded_at_ms INTEGER;
