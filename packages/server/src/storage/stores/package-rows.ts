import type { ResourcePackage } from "../../domain/resource-package.js";
import type { RowOf } from "../statements/tables.js";

export const PACKAGE_COLUMNS = [
  "appid",
  "pkg_id",
  "spu_id",
  "sku_id",
  "source",
  "quota",
  "used",
  "start_at_ms",
  "end_at_ms",
  "provider_appid",
  "order_id",
] as const;

type PackageRow = Omit<RowOf<"resource_packages">, "number">;

export const packageRow = (pack: ResourcePackage): PackageRow => ({
  appid: pack.appid,
  pkg_id: pack.pkgId,
  spu_id: pack.spuId,
  sku_id: pack.skuId,
  source: pack.source,
  quota: pack.all,
  used: pack.used,
  start_at_ms: pack.startAtMs,
  end_at_ms: pack.endAtMs,
  provider_appid: pack.providerAppid,
  order_id: pack.orderId,
});

export const packageOf = (row: PackageRow): ResourcePackage => ({
  appid: row.appid,
  pkgId: row.pkg_id,
  spuId: row.spu_id,
  skuId: row.sku_id,
  source: row.source,
  all: row.quota,
  used: row.used,
  startAtMs: row.start_at_ms,
  endAtMs: row.end_at_ms,
  providerAppid: row.provider_appid,
  orderId: row.order_id,
});
