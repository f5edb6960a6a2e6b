import type { PackageSource } from "@dingdan/contract";
import type { Assignment } from "../../domain/package-assignment.js";
import type { ResourcePackage } from "../../domain/resource-package.js";
import type { NumberedEvent } from "../store.js";
import type { Row, SqlValue } from "./row.js";

export const RESOURCE_PACKAGE_COLUMNS = `appid, pkg_id, spu_id, sku_id, source, quota, used, start_at_ms, end_at_ms,
  provider_appid, order_id`;

export const resourcePackageColumns = (pack: ResourcePackage): SqlValue[] => [
  pack.appid,
  pack.pkgId,
  pack.spuId,
  pack.skuId,
  pack.source,
  pack.all,
  pack.used,
  pack.startAtMs,
  pack.endAtMs,
  pack.providerAppid,
  pack.orderId,
];

export function resourcePackageOf(row: Row): ResourcePackage {
  return {
    appid: row["appid"] as string,
    pkgId: row["pkg_id"] as string,
    spuId: row["spu_id"] as string,
    skuId: row["sku_id"] as string,
    source: row["source"] as PackageSource,
    all: row["quota"] as string,
    used: row["used"] as string,
    startAtMs: row["start_at_ms"] as number,
    endAtMs: row["end_at_ms"] as number,
    providerAppid: row["provider_appid"] as string | null,
    orderId: row["order_id"] as string | null,
  };
}

export const ASSIGNMENT_COLUMNS =
  "appid, order_id, request_id, receiver_appid, pkg_id, assigned_at_ms, cancelled_at_ms";

export const assignmentColumns = (assignment: Assignment): SqlValue[] => [
  assignment.appid,
  assignment.orderId,
  assignment.requestId,
  assignment.receiverAppid,
  assignment.pkgId,
  assignment.assignedAtMs,
  assignment.cancelledAtMs,
];

export function assignmentOf(row: Row): Assignment {
  return {
    appid: row["appid"] as string,
    orderId: row["order_id"] as string,
    requestId: row["request_id"] as string,
    receiverAppid: row["receiver_appid"] as string,
    pkgId: row["pkg_id"] as string,
    assignedAtMs: row["assigned_at_ms"] as number,
    cancelledAtMs: row["cancelled_at_ms"] as number | null,
  };
}

export const assignmentEventOf = (row: Row): NumberedEvent => ({
  number: row["number"] as number,
  atMs: row["at_ms"] as number,
  body: JSON.parse(row["body"] as string) as NumberedEvent["body"],
});
