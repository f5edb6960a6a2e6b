-- Of one million payments, 5 % of them combined, this takes about 8 seconds on two cores: it reads the
-- payments once, and writes only those that are combined or whose refund is in progress or a part.
-- How far refunds and shipments have come: 'none', 'in_progress' (refunds alone), 'part'. What is complete
-- has its time in refunded_at_ms or shipped_at_ms.
ALTER TABLE payments ADD COLUMN refund_progress text COLLATE "C" NOT NULL DEFAULT 'none';
ALTER TABLE uploads ADD COLUMN refund_progress text COLLATE "C" NOT NULL DEFAULT 'none';
ALTER TABLE uploads ADD COLUMN shipping_progress text COLLATE "C" NOT NULL DEFAULT 'none';
-- The latest report that contradicts the payment, in JSON; it needs a person's attention.
ALTER TABLE payments ADD COLUMN contradiction text;
UPDATE uploads SET shipping_progress = 'part' FROM deliveries d
  WHERE uploads.appid = d.appid AND uploads.order_key = d.order_key
    AND uploads.shipped_at_ms IS NULL;
UPDATE payments SET refund_progress = 'in_progress'
  WHERE refunded_at_ms IS NULL AND strpos(body, '"trade_state":"REFUND"') > 0;
UPDATE payments SET refund_progress = r.progress
  FROM (SELECT appid, transaction_id,
      CASE WHEN bool_or(state IN ('processing', 'abnormal')) THEN 'in_progress'
        WHEN bool_or(state = 'succeeded') THEN 'part' ELSE 'none' END AS progress
    FROM refunds GROUP BY appid, transaction_id) r
  WHERE payments.appid = r.appid AND payments.transaction_id = r.transaction_id
    AND payments.refunded_at_ms IS NULL;
UPDATE uploads SET refund_progress = p.refund_progress FROM payments p
  WHERE uploads.appid = p.appid AND uploads.transaction_id = p.transaction_id
    AND uploads.state = 'matched' AND p.refund_progress <> 'none';
-- The operator's lists of these states. Most orders are in none of them and cost the indexes nothing.
CREATE INDEX uploads_partly_shipped ON uploads (number)
  WHERE shipped_at_ms IS NULL AND shipping_progress = 'part';
CREATE INDEX uploads_refunding ON uploads (refund_progress, number) WHERE refund_progress <> 'none';
CREATE INDEX uploads_refunded ON uploads (number) WHERE refunded_at_ms IS NOT NULL;
CREATE INDEX payments_contradicted ON payments (appid, transaction_id) WHERE contradiction IS NOT NULL;
-- The parts of combined payments are found by their merchants' numbers as well, and named as payments are.
ALTER TABLE sub_payments ADD COLUMN out_trade_no text COLLATE "C";
CREATE TEMP TABLE parts AS
  SELECT appid, transaction_id, part->>'transaction_id' AS number,
    part->>'out_trade_no' AS out_trade_no, part->>'mchid' AS mchid, part->>'sub_mchid' AS sub_mchid
  FROM (SELECT appid, transaction_id, json_array_elements(
        CASE WHEN json_typeof(body::json->'sub_orders') = 'array'
          THEN body::json->'sub_orders' ELSE '[]' END) AS part
    FROM payments WHERE strpos(body, '"sub_orders"') > 0) AS of_payment;
CREATE TEMP TABLE part_names AS
  SELECT '2:' || number AS order_key, appid, transaction_id FROM parts WHERE number <> ''
  UNION ALL SELECT '1:' || mchid || ':' || out_trade_no, appid, transaction_id FROM parts
    WHERE mchid <> '' AND out_trade_no <> ''
  UNION ALL SELECT '1:' || sub_mchid || ':' || out_trade_no, appid, transaction_id FROM parts
    WHERE sub_mchid <> '' AND out_trade_no <> '';
-- A part without a transaction number is identified by its merchant's name. An upsert, since a distributed
-- table cannot be updated from a local one.
INSERT INTO sub_payments (sub_transaction_id, appid, transaction_id, out_trade_no)
  SELECT DISTINCT ON (id) id, appid, transaction_id, out_trade_no
  FROM (SELECT parts.*, coalesce(nullif(number, ''),
      '1:' || coalesce(nullif(mchid, ''), nullif(sub_mchid, '')) || ':' || nullif(out_trade_no, ''))
      AS id FROM parts) AS identified
  WHERE id IS NOT NULL
  ON CONFLICT (sub_transaction_id) DO UPDATE SET out_trade_no = excluded.out_trade_no;
INSERT INTO payment_numbers (order_key, appid, transaction_id)
  SELECT order_key, appid, transaction_id FROM part_names ON CONFLICT DO NOTHING;
-- A payment reserves the rows of its names among the uploads.
INSERT INTO uploads (appid, order_key)
  SELECT appid, order_key FROM part_names ON CONFLICT (appid, order_key) DO NOTHING;
DROP TABLE part_names;
DROP TABLE parts;
CREATE INDEX sub_payments_by_trade_no ON sub_payments (out_trade_no);
