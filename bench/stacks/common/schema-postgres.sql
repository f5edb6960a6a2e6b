-- The tables of both stacks, with only the indexes that their statements need.
CREATE TABLE IF NOT EXISTS apps (
  appid TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  mchids TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS access_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS buyer_sessions (
  token_hash TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  openid TEXT NOT NULL,
  expires_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS orders (
  id SERIAL PRIMARY KEY,
  appid TEXT NOT NULL,
  order_key TEXT NOT NULL,
  openid TEXT NOT NULL,
  upload_instant TEXT NOT NULL,
  details TEXT NOT NULL,
  state TEXT NOT NULL,
  transaction_id TEXT,
  paid_at TEXT,
  amount_fen INTEGER,
  received_at TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS orders_by_key ON orders (appid, order_key);
-- Waiting orders are not in this index, so they do not make it larger.
CREATE INDEX IF NOT EXISTS orders_of_buyer ON orders (appid, openid, paid_at DESC, id DESC)
  WHERE state = 'matched';
CREATE TABLE IF NOT EXISTS payments (
  transaction_id TEXT NOT NULL PRIMARY KEY,
  trade_key TEXT NOT NULL,
  appid TEXT NOT NULL,
  openid TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_at TEXT NOT NULL,
  body TEXT NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS payments_by_trade_key ON payments (trade_key);

-- Completes matches that a crash interrupted between their two steps.
UPDATE orders SET
  state = CASE WHEN orders.openid = payments.openid THEN 'matched' ELSE 'mismatched' END,
  transaction_id = payments.transaction_id,
  paid_at = payments.paid_at,
  amount_fen = payments.amount_fen
FROM payments
WHERE orders.state = 'waiting' AND orders.appid = payments.appid
  AND orders.order_key IN (payments.trade_key, '2:' || payments.transaction_id);
