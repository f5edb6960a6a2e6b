-- Goods are the platform's, not an app's: their ids are keys of their own. An SPU of the wholesale
-- side names the retail SPU that its orders convert to.

CREATE TABLE service_provider_spus (
  spu_id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  side TEXT NOT NULL,
  retail_spu_id TEXT,
  is_subscription INTEGER NOT NULL,
  charged_from_ms INTEGER
) STRICT, WITHOUT ROWID;

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
  sku_id TEXT NOT NULL PRIMARY KEY,
  spu_id TEXT NOT NULL,
  name TEXT NOT NULL,
  biz_id INTEGER NOT NULL,
  retail_terms TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX service_provider_skus_by_spu ON service_provider_skus (spu_id, sku_id);

CREATE INDEX service_provider_orders_by_spu ON service_provider_orders
  (appid, json_extract(product_info, '$.spSpuId'), created_at_ms, order_id);

-- A package belongs to the app that uses it; `number` counts packages as they came. Quotas are texts,
-- since a number of theirs may be too large for a JavaScript number.
CREATE TABLE resource_packages (
  number INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  pkg_id TEXT NOT NULL,
  spu_id TEXT NOT NULL,
  sku_id TEXT NOT NULL,
  source INTEGER NOT NULL,
  quota TEXT NOT NULL,
  used TEXT NOT NULL,
  start_at_ms INTEGER NOT NULL,
  end_at_ms INTEGER NOT NULL,
  provider_appid TEXT,
  order_id TEXT,
  UNIQUE (appid, pkg_id)
) STRICT;
CREATE INDEX resource_packages_by_app ON resource_packages (appid, spu_id, number);
CREATE INDEX resource_packages_by_provider ON resource_packages (provider_appid, spu_id, number)
  WHERE provider_appid IS NOT NULL;

CREATE TABLE resource_package_ids (
  pkg_id TEXT NOT NULL PRIMARY KEY,
  appid TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What an app used of an SPU on one day of China's.
CREATE TABLE resource_uses (
  appid TEXT NOT NULL,
  spu_id TEXT NOT NULL,
  day TEXT NOT NULL,
  used TEXT NOT NULL,
  PRIMARY KEY (appid, spu_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_assignments (
  appid TEXT NOT NULL,
  order_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  receiver_appid TEXT NOT NULL,
  pkg_id TEXT NOT NULL,
  assigned_at_ms INTEGER NOT NULL,
  cancelled_at_ms INTEGER,
  PRIMARY KEY (appid, order_id, request_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE package_assignment_events (
  number INTEGER PRIMARY KEY,
  appid TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX package_assignment_events_by_app ON package_assignment_events (appid, number);
