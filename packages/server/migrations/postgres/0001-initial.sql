-- Keys begin with the appid, so that the tables can be distributed by it. What must be found without
-- an appid (a token, a payment's number, an order's id) has a narrow lookup table with its own key.
-- Whatever is compared or sorted has the collation "C": bytes, whatever the database's language.
-- JSON is text: nobody asks the database for its parts, and it is answered as it came.

CREATE TABLE apps (
  appid text COLLATE "C" NOT NULL PRIMARY KEY,
  kind text NOT NULL,
  name text NOT NULL,
  mchids text NOT NULL,
  secret_hash text NOT NULL,
  item_links text NOT NULL,
  permission text NOT NULL,
  agreement_signed_at_ms bigint,
  opened_at_ms bigint,
  approved_at_ms bigint,
  reviewed_until_ms bigint,
  review_due_at_ms bigint,
  last_result text NOT NULL,
  created_at_ms bigint NOT NULL,
  -- Whether the app's business category is in the opened range.
  category_open bigint NOT NULL DEFAULT 1,
  -- The addresses from which the app may fetch tokens; none means all.
  ip_whitelist text NOT NULL DEFAULT '[]',
  -- How often the app may call each interface a day and a minute; null means the platform's own limits.
  quotas text
);
CREATE INDEX apps_by_review_due ON apps (review_due_at_ms) WHERE review_due_at_ms IS NOT NULL;

CREATE TABLE access_tokens (
  token_hash text COLLATE "C" NOT NULL PRIMARY KEY,
  appid text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  expires_at_ms bigint NOT NULL,
  retired_at_ms bigint
);
CREATE INDEX access_tokens_by_app ON access_tokens (appid, kind);

CREATE TABLE stable_tokens (
  appid text COLLATE "C" NOT NULL PRIMARY KEY,
  salt text NOT NULL,
  token_hash text NOT NULL,
  expires_at_ms bigint NOT NULL,
  forced_at_ms bigint,
  force_day text NOT NULL,
  force_count bigint NOT NULL
);

-- Orders ------------------------------------------------------------------------------------------

-- `number` counts uploads as they first came: the operator's lists page by it. It is null while only
-- the payment of an order has come.
CREATE SEQUENCE upload_numbers;
CREATE TABLE uploads (
  appid text COLLATE "C" NOT NULL,
  order_key text COLLATE "C" NOT NULL,
  number bigint,
  openid text COLLATE "C",
  upload_time text,
  upload_instant text COLLATE "C",
  state text COLLATE "C",
  mismatch text,
  transaction_id text COLLATE "C",
  paid_at_ms bigint,
  received_at_ms bigint,
  first_received_at_ms bigint,
  matched_at_ms bigint,
  shipped_at_ms bigint,
  refunded_at_ms bigint,
  merchant_order_nos text,
  events text,
  details text,
  PRIMARY KEY (appid, order_key)
);
CREATE INDEX uploads_by_number ON uploads (number) WHERE number IS NOT NULL;
CREATE INDEX uploads_by_app ON uploads (appid, number) WHERE number IS NOT NULL;
-- Only matched uploads are in these two, so an upload that waits for its payment costs them nothing.
CREATE INDEX uploads_of_buyer ON uploads (appid, openid, paid_at_ms, number) WHERE state = 'matched';
CREATE INDEX uploads_by_match ON uploads (appid, matched_at_ms) WHERE state = 'matched';

CREATE TABLE payments (
  appid text COLLATE "C" NOT NULL,
  transaction_id text COLLATE "C" NOT NULL,
  out_trade_no text COLLATE "C" NOT NULL,
  order_keys text NOT NULL,
  openid text COLLATE "C" NOT NULL,
  amount_fen bigint NOT NULL,
  paid_at_ms bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  -- When all of it was refunded. Its upload has it as well, for its buyer's lists.
  refunded_at_ms bigint,
  body text NOT NULL,
  PRIMARY KEY (appid, transaction_id)
);

-- Which payment an order key names, whichever app it belongs to.
CREATE TABLE payment_numbers (
  order_key text COLLATE "C" NOT NULL PRIMARY KEY,
  appid text COLLATE "C" NOT NULL,
  transaction_id text COLLATE "C" NOT NULL
);

-- Which combined payment a sub-payment's number belongs to.
CREATE TABLE sub_payments (
  sub_transaction_id text COLLATE "C" NOT NULL PRIMARY KEY,
  appid text COLLATE "C" NOT NULL,
  transaction_id text COLLATE "C" NOT NULL
);

-- The refunds of payments. `of_transaction_id` is the number that WeChat Pay names: the payment's own,
-- or, of a combined one, that of the sub-payment which is refunded.
CREATE TABLE refunds (
  appid text COLLATE "C" NOT NULL,
  transaction_id text COLLATE "C" NOT NULL,
  refund_id text COLLATE "C" NOT NULL,
  of_transaction_id text NOT NULL,
  out_refund_no text NOT NULL,
  state text NOT NULL,
  amount_fen bigint NOT NULL,
  started_at_ms bigint,
  at_ms bigint NOT NULL,
  received_at_ms bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (appid, transaction_id, refund_id)
);

-- Which payment a refund belongs to, whichever app's it is.
CREATE TABLE refund_ids (
  refund_id text COLLATE "C" NOT NULL PRIMARY KEY,
  appid text COLLATE "C" NOT NULL,
  transaction_id text COLLATE "C" NOT NULL
);

-- The logistics of an order: one row for a plain one, one for each shipped sub-order of a combined one.
CREATE TABLE deliveries (
  appid text COLLATE "C" NOT NULL,
  order_key text COLLATE "C" NOT NULL,
  sub_order_key text COLLATE "C" NOT NULL,
  upload_time text NOT NULL,
  upload_instant text COLLATE "C" NOT NULL,
  received_at_ms bigint NOT NULL,
  delivery text NOT NULL,
  PRIMARY KEY (appid, order_key, sub_order_key)
);

-- Service providers -------------------------------------------------------------------------------

CREATE TABLE service_provider_orders (
  appid text COLLATE "C" NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  status bigint NOT NULL,
  created_at_ms bigint NOT NULL,
  updated_at_ms bigint NOT NULL,
  order_price text NOT NULL,
  product_info text NOT NULL,
  paid_at_ms bigint,
  invoice text,
  used text NOT NULL,
  all_bought text NOT NULL,
  PRIMARY KEY (appid, order_id)
);
CREATE INDEX service_provider_orders_unpaid ON service_provider_orders (created_at_ms) WHERE status = 1;
CREATE INDEX service_provider_orders_by_spu ON service_provider_orders
  (appid, (product_info::json ->> 'spSpuId') COLLATE "C", created_at_ms, order_id);

CREATE TABLE service_provider_order_ids (
  order_id text COLLATE "C" NOT NULL PRIMARY KEY,
  appid text COLLATE "C" NOT NULL
);

-- Goods are the platform's, not an app's: their ids are keys of their own. An SPU of the wholesale
-- side names the retail SPU that its orders convert to.
CREATE TABLE service_provider_spus (
  spu_id text COLLATE "C" NOT NULL PRIMARY KEY,
  name text NOT NULL,
  side text NOT NULL,
  retail_spu_id text COLLATE "C",
  is_subscription bigint NOT NULL,
  charged_from_ms bigint
);

-- The goods whose ids WeChat has published.
INSERT INTO service_provider_spus (spu_id, name, side, retail_spu_id, is_subscription) VALUES
  ('10000058', '小程序音视频通话', 'retail', NULL, 0),
  ('10000077', '手机号快速验证', 'retail', NULL, 0),
  ('10000086', '手机号实时验证', 'retail', NULL, 0),
  ('10000092', '地图个性化样式', 'retail', NULL, 0),
  ('10000117', '手机号快速验证（批发）', 'wholesale', '10000077', 0),
  ('10000120', '手机号实时验证（批发）', 'wholesale', '10000086', 0);

-- `retail_terms` is JSON, and NULL for a SKU of the wholesale side.
CREATE TABLE service_provider_skus (
  sku_id text COLLATE "C" NOT NULL PRIMARY KEY,
  spu_id text COLLATE "C" NOT NULL,
  name text NOT NULL,
  biz_id bigint NOT NULL,
  retail_terms text
);
CREATE INDEX service_provider_skus_by_spu ON service_provider_skus (spu_id, sku_id);

-- A package belongs to the app that uses it; `number` counts packages as they came. Quotas are texts,
-- since a number of theirs may be too large for a JavaScript number.
CREATE TABLE resource_packages (
  number bigint GENERATED BY DEFAULT AS IDENTITY,
  appid text COLLATE "C" NOT NULL,
  pkg_id text COLLATE "C" NOT NULL,
  spu_id text COLLATE "C" NOT NULL,
  sku_id text COLLATE "C" NOT NULL,
  source bigint NOT NULL,
  quota text NOT NULL,
  used text NOT NULL,
  start_at_ms bigint NOT NULL,
  end_at_ms bigint NOT NULL,
  provider_appid text COLLATE "C",
  order_id text COLLATE "C",
  PRIMARY KEY (appid, pkg_id)
);
CREATE INDEX resource_packages_by_number ON resource_packages (number);
CREATE INDEX resource_packages_by_app ON resource_packages (appid, spu_id, number);
CREATE INDEX resource_packages_by_provider ON resource_packages (provider_appid, spu_id, number)
  WHERE provider_appid IS NOT NULL;

CREATE TABLE resource_package_ids (
  pkg_id text COLLATE "C" NOT NULL PRIMARY KEY,
  appid text COLLATE "C" NOT NULL
);

-- What an app used of an SPU on one day of China's.
CREATE TABLE resource_uses (
  appid text COLLATE "C" NOT NULL,
  spu_id text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  used text NOT NULL,
  PRIMARY KEY (appid, spu_id, day)
);

CREATE TABLE package_assignments (
  appid text COLLATE "C" NOT NULL,
  order_id text COLLATE "C" NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  receiver_appid text COLLATE "C" NOT NULL,
  pkg_id text COLLATE "C" NOT NULL,
  assigned_at_ms bigint NOT NULL,
  cancelled_at_ms bigint,
  PRIMARY KEY (appid, order_id, request_id)
);

CREATE TABLE package_assignment_events (
  number bigint GENERATED BY DEFAULT AS IDENTITY,
  appid text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  body text NOT NULL,
  PRIMARY KEY (appid, number)
);
CREATE INDEX package_assignment_events_by_number ON package_assignment_events (number);

-- Buyers, third-party platforms, settings ---------------------------------------------------------

CREATE TABLE buyer_tokens (
  token_hash text COLLATE "C" NOT NULL PRIMARY KEY,
  purpose text NOT NULL,
  -- Whose orders it opens: a JSON list of {appid, openid}.
  buyers text NOT NULL,
  -- A preview is a merchant's look at what its buyer will see.
  is_preview bigint NOT NULL,
  expires_at_ms bigint NOT NULL
);
-- Links and sessions that are over are swept away by their time.
CREATE INDEX buyer_tokens_by_expiry ON buyer_tokens (expires_at_ms);

-- Third-party platforms ("components"), and what merchants authorise them to. The callback's token
-- and AES key are kept as they are, since the platform's pushes are made with them; every other
-- secret is a hash.
CREATE TABLE components (
  component_appid text COLLATE "C" NOT NULL PRIMARY KEY,
  name text NOT NULL,
  secret_hash text NOT NULL,
  callback text,
  redirect_hosts text NOT NULL,
  permission_sets text,
  ticket_due_at_ms bigint,
  push_failures bigint NOT NULL,
  last_push_fault text,
  created_at_ms bigint NOT NULL
);
CREATE INDEX components_by_ticket_due ON components (ticket_due_at_ms)
  WHERE ticket_due_at_ms IS NOT NULL;

-- What must be found without an appid: tickets, codes and tokens, by their hash.
CREATE TABLE component_credentials (
  credential_hash text COLLATE "C" NOT NULL PRIMARY KEY,
  kind text COLLATE "C" NOT NULL,
  component_appid text COLLATE "C" NOT NULL,
  appid text COLLATE "C",
  sealed_key text,
  expires_at_ms bigint NOT NULL,
  retired_at_ms bigint
);
CREATE INDEX component_credentials_by_component
  ON component_credentials (component_appid, kind, coalesce(appid, ''));

CREATE TABLE component_authorizations (
  appid text COLLATE "C" NOT NULL,
  component_appid text COLLATE "C" NOT NULL,
  permission_sets text NOT NULL,
  refresh_salt text NOT NULL,
  authorized_at_ms bigint NOT NULL,
  PRIMARY KEY (appid, component_appid)
);
CREATE INDEX component_authorizations_of_component
  ON component_authorizations (component_appid, authorized_at_ms, appid);

CREATE TABLE authorizer_options (
  appid text COLLATE "C" NOT NULL,
  option_name text COLLATE "C" NOT NULL,
  option_value text NOT NULL,
  PRIMARY KEY (appid, option_name)
);

-- Events that a platform was not told of yet; `number` is their order.
CREATE TABLE component_events (
  number bigint GENERATED BY DEFAULT AS IDENTITY,
  component_appid text COLLATE "C" NOT NULL,
  appid text COLLATE "C" NOT NULL,
  info_type text NOT NULL,
  pre_auth_code text NOT NULL,
  created_at_ms bigint NOT NULL,
  due_at_ms bigint NOT NULL,
  failures bigint NOT NULL,
  PRIMARY KEY (component_appid, number)
);
CREATE INDEX component_events_by_number ON component_events (number);
CREATE INDEX component_events_by_due ON component_events (due_at_ms);

CREATE TABLE settings (
  name text COLLATE "C" NOT NULL PRIMARY KEY,
  value text NOT NULL
);

-- The request log ---------------------------------------------------------------------------------

-- Every call of the wire. `number` counts them as they were written: the lists page by it. A call that
-- reached no app has '' for its appid.
CREATE TABLE requests (
  number bigint GENERATED BY DEFAULT AS IDENTITY,
  appid text COLLATE "C" NOT NULL,
  rid text COLLATE "C" NOT NULL,
  at_ms bigint NOT NULL,
  component_appid text COLLATE "C",
  operation text,
  method text NOT NULL,
  path text NOT NULL,
  query text NOT NULL,
  errcode bigint NOT NULL,
  fault text NOT NULL,
  message text NOT NULL,
  cause text,
  diagnoses text NOT NULL,
  duration_ms bigint NOT NULL,
  client_ip text NOT NULL,
  user_agent text,
  content_type text,
  body text NOT NULL,
  body_bytes bigint NOT NULL,
  body_state text NOT NULL,
  redacted text NOT NULL,
  reply text NOT NULL,
  PRIMARY KEY (appid, rid)
);
CREATE INDEX requests_by_rid ON requests (rid);
CREATE INDEX requests_by_number ON requests (number);
CREATE INDEX requests_by_app ON requests (appid, number);
-- Most calls succeed; the index holds those that somebody looks for.
CREATE INDEX requests_by_errcode ON requests (errcode, number) WHERE errcode <> 0;

-- lz4 packs the large texts several times faster than the standard method. A server that was built
-- without it keeps the standard one.
DO $$
BEGIN
  ALTER TABLE uploads ALTER COLUMN details SET COMPRESSION lz4;
  ALTER TABLE uploads ALTER COLUMN events SET COMPRESSION lz4;
  ALTER TABLE payments ALTER COLUMN body SET COMPRESSION lz4;
  ALTER TABLE deliveries ALTER COLUMN delivery SET COMPRESSION lz4;
  ALTER TABLE requests ALTER COLUMN body SET COMPRESSION lz4;
  ALTER TABLE requests ALTER COLUMN diagnoses SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END
$$;

-- How often an app has called an interface in the minute and on the day that it called it last.
CREATE TABLE quota_counts (
  appid text COLLATE "C" NOT NULL,
  operation text COLLATE "C" NOT NULL,
  minute bigint NOT NULL,
  in_minute bigint NOT NULL,
  day text NOT NULL,
  in_day bigint NOT NULL,
  PRIMARY KEY (appid, operation)
);
