import type { Sku, Spu } from "../../domain/goods.js";
import type { Assignment } from "../../domain/package-assignment.js";
import type { ResourcePackage } from "../../domain/resource-package.js";
import type { ServiceProviderOrder } from "../../domain/service-provider-order.js";
import { bit, fieldsOf, json } from "./fields.js";

export const SPU = fieldsOf<Spu>()({
  spuId: "spu_id",
  name: "name",
  side: "side",
  retailSpuId: "retail_spu_id",
  isSubscription: bit("is_subscription"),
  chargedFromMs: "charged_from_ms",
});

export const SKU = fieldsOf<Sku>()({
  skuId: "sku_id",
  spuId: "spu_id",
  name: "name",
  bizId: "biz_id",
  retail: json("retail_terms"),
});

export const SERVICE_PROVIDER_ORDER = fieldsOf<ServiceProviderOrder>()({
  appid: "appid",
  orderId: "order_id",
  status: "status",
  createdAtMs: "created_at_ms",
  updatedAtMs: "updated_at_ms",
  orderPrice: "order_price",
  productInfo: json("product_info"),
  paidAtMs: "paid_at_ms",
  invoice: json("invoice"),
  used: "used",
  all: "all_bought",
});

export const RESOURCE_PACKAGE = fieldsOf<ResourcePackage>()({
  appid: "appid",
  pkgId: "pkg_id",
  spuId: "spu_id",
  skuId: "sku_id",
  source: "source",
  all: "quota",
  used: "used",
  startAtMs: "start_at_ms",
  endAtMs: "end_at_ms",
  providerAppid: "provider_appid",
  orderId: "order_id",
});

export const ASSIGNMENT = fieldsOf<Assignment>()({
  appid: "appid",
  orderId: "order_id",
  requestId: "request_id",
  receiverAppid: "receiver_appid",
  pkgId: "pkg_id",
  assignedAtMs: "assigned_at_ms",
  cancelledAtMs: "cancelled_at_ms",
});
