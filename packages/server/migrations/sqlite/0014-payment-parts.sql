-- Of one million payments, 5 % of them combined, this takes about 11 seconds on two cores: it reads the
-- payments once, and writes only those that are combined or whose refund is in progress or a part.
-- How far refunds and shipments have come: 'none', 'in_progress' (refunds alone), 'part'. What is complete
-- has its time in refunded_at_ms or shipped_at_ms.
ALTER TABLE payments ADD COLUMN refund_progress TEXT NOT NULL DEFAULT 'none';
ALTER TABLE uploads ADD COLUMN refund_progress TEXT NOT NULL DEFAULT 'none';
ALTER TABLE uploads ADD COLUMN shipping_progress TEXT NOT NULL DEFAULT 'none';
-- The latest report that contradicts the payment, in JSON; it needs a person's attention.
ALTER TABLE payments ADD COLUMN contradiction TEXT;
UPDATE uploads SET shipping_progress = 'part'
  WHERE shipped_at_ms IS NULL
    AND (appid, order_key) IN (SELECT appid, order_key FROM deliveries);
UPDATE payments SET refund_progress = 'in_progress'
  WHERE refunded_at_ms IS NULL AND (instr(body, '"trade_state":"REFUND"') > 0
    OR (appid, transaction_id) IN
      (SELECT appid, transaction_id FROM refunds WHERE state IN ('processing', 'abnormal')));
UPDATE payments SET refund_progress = 'part'
  WHERE refunded_at_ms IS NULL
    AND (appid, transaction_id) IN
      (SELECT appid, transaction_id FROM refunds WHERE state = 'succeeded')
    AND (appid, transaction_id) NOT IN
      (SELECT appid, transaction_id FROM refunds WHERE state IN ('processing', 'abnormal'));
UPDATE payments SET refund_progress = 'none'
  WHERE refund_progress = 'in_progress'
    AND (appid, transaction_id) IN (SELECT appid, transaction_id FROM refunds)
    AND (appid, transaction_id) NOT IN
      (SELECT appid, transaction_id FROM refunds WHERE state <> 'closed');
CREATE TEMP TABLE refunded AS
  SELECT numbered.value AS order_key, payments.appid, payments.refund_progress
  FROM payments, json_each(payments.order_keys) AS numbered
  WHERE payments.refund_progress <> 'none';
UPDATE uploads SET refund_progress = refunded.refund_progress FROM refunded
  WHERE uploads.appid = refunded.appid AND uploads.order_key = refunded.order_key
    AND uploads.state = 'matched';
DROP TABLE refunded;
-- The operator's lists of these states. Most orders are in none of them and cost the indexes nothing.
CREATE INDEX uploads_partly_shipped ON uploads (number)
  WHERE shipped_at_ms IS NULL AND shipping_progress = 'part';
CREATE INDEX uploads_refunding ON uploads (refund_progress, number) WHERE refund_progress <> 'none';
CREATE INDEX uploads_refunded ON uploads (number) WHERE refunded_at_ms IS NOT NULL;
CREATE INDEX payments_contradicted ON payments (appid, transaction_id) WHERE contradiction IS NOT NULL;
-- The parts of combined payments are found by their merchants' numbers as well, and named as payments are.
ALTER TABLE sub_payments ADD COLUMN out_trade_no TEXT;
CREATE TEMP TABLE parts AS
  SELECT payments.appid, payments.transaction_id,
    json_extract(part.value, '$.transaction_id') AS number,
    json_extract(part.value, '$.out_trade_no') AS out_trade_no,
    json_extract(part.value, '$.mchid') AS mchid,
    json_extract(part.value, '$.sub_mchid') AS sub_mchid
  FROM payments, json_each(payments.body, '$.sub_orders') AS part
  WHERE instr(payments.body, '"sub_orders"') > 0;
-- A part without a transaction number is identified by its merchant's name.
INSERT INTO sub_payments (sub_transaction_id, appid, transaction_id, out_trade_no)
  SELECT id, appid, transaction_id, out_trade_no
  FROM (SELECT parts.*, coalesce(nullif(number, ''),
      '1:' || coalesce(nullif(mchid, ''), nullif(sub_mchid, '')) || ':' || nullif(out_trade_no, ''))
      AS id FROM parts)
  WHERE id IS NOT NULL
  ON CONFLICT (sub_transaction_id) DO UPDATE SET out_trade_no = excluded.out_trade_no;
INSERT INTO payment_numbers (order_key, appid, transaction_id)
  SELECT '2:' || number, appid, transaction_id FROM parts WHERE number <> ''
  ON CONFLICT DO NOTHING;
INSERT INTO payment_numbers (order_key, appid, transaction_id)
  SELECT '1:' || mchid || ':' || out_trade_no, appid, transaction_id FROM parts
  WHERE mchid <> '' AND out_trade_no <> ''
  ON CONFLICT DO NOTHING;
INSERT INTO payment_numbers (order_key, appid, transaction_id)
  SELECT '1:' || sub_mchid || ':' || out_trade_no, appid, transaction_id FROM parts
  WHERE sub_mchid <> '' AND out_trade_no <> ''
  ON CONFLICT DO NOTHING;
DROP TABLE parts;
CREATE INDEX sub_payments_by_trade_no ON sub_payments (out_trade_no);
