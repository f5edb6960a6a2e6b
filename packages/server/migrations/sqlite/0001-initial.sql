-- Keys begin with the appid, so that the tables can be distributed by it. What must be found without
-- an appid (a token, a payment's number, an order's id) has a narrow lookup table with its own key.

CREATE TABLE apps (
  appid TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  mchids TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  item_links TEXT NOT NULL,
  permission TEXT NOT NULL,
  agreement_signed_at_ms INTEGER,
  opened_at_ms INTEGER,
  approved_at_ms INTEGER,
  reviewed_until_ms INTEGER,
  review_due_at_ms INTEGER,
  last_result TEXT NOT NULL,
  created_at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX apps_by_review_due ON apps (review_due_at_ms) WHERE review_due_at_ms IS NOT NULL;

CREATE TABLE access_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  kind TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  retired_at_ms INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX access_tokens_by_app ON access_tokens (appid, kind);

CREATE TABLE stable_tokens (
  appid TEXT NOT NULL PRIMARY KEY,
  salt TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL,
  forced_at_ms INTEGER,
  force_day TEXT NOT NULL,
  force_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- `number` counts uploads as they first came: the operator's lists page by it.
CREATE TABLE uploads (
  number INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  order_key TEXT NOT NULL,
  openid TEXT NOT NULL,
  upload_time TEXT NOT NULL,
  upload_instant TEXT NOT NULL,
  state TEXT NOT NULL,
  mismatch TEXT,
  transaction_id TEXT,
  paid_at_ms INTEGER,
  received_at_ms INTEGER NOT NULL,
  first_received_at_ms INTEGER NOT NULL,
  matched_at_ms INTEGER,
  merchant_order_nos TEXT NOT NULL,
  events TEXT NOT NULL,
  details TEXT NOT NULL,
  UNIQUE (appid, order_key)
) STRICT;
CREATE INDEX uploads_by_app ON uploads (appid, number);
-- Only matched uploads are in these two, so an upload that waits for its payment costs them nothing.
CREATE INDEX uploads_of_buyer ON uploads (appid, openid, paid_at_ms, number) WHERE state = 'matched';
CREATE INDEX uploads_by_match ON uploads (appid, matched_at_ms) WHERE state = 'matched';

CREATE TABLE payments (
  appid TEXT NOT NULL,
  transaction_id TEXT NOT NULL,
  out_trade_no TEXT NOT NULL,
  order_keys TEXT NOT NULL,
  openid TEXT NOT NULL,
  amount_fen INTEGER NOT NULL,
  paid_at_ms INTEGER NOT NULL,
  received_at_ms INTEGER NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (appid, transaction_id)
) STRICT;

-- Which payment an order key names, whichever app it belongs to.
CREATE TABLE payment_numbers (
  order_key TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL,
  transaction_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE service_provider_orders (
  appid TEXT NOT NULL,
  order_id TEXT NOT NULL,
  status INTEGER NOT NULL,
  created_at_ms INTEGER NOT NULL,
  updated_at_ms INTEGER NOT NULL,
  order_price TEXT NOT NULL,
  product_info TEXT NOT NULL,
  paid_at_ms INTEGER,
  invoice TEXT,
  used TEXT NOT NULL,
  all_bought TEXT NOT NULL,
  PRIMARY KEY (appid, order_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX service_provider_orders_unpaid ON service_provider_orders (created_at_ms) WHERE status = 1;

CREATE TABLE service_provider_order_ids (
  order_id TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE buyer_tokens (
  token_hash TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  appid TEXT NOT NULL,
  openid TEXT NOT NULL,
  expires_at_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
