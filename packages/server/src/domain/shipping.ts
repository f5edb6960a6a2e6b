import {
  type Delivery,
  type Diagnosis,
  type ErrorName,
  type InstantText,
  orderKeyOfText,
  orderKeyText,
  orderNumberTypeName,
  parseInstant,
  type ShippingInfo,
  type Text,
  text,
} from "@dingdan/contract";
import type { App } from "./app.js";
import { type DeliveryHistory, nextHistories } from "./delivery-history.js";
import { orderContents } from "./order-content.js";
import { factsOf } from "./recorded-payment.js";
import { shippingProgressOf } from "./shipping-progress.js";
import type { OrderFacts, Payment, StoredUpload } from "./stored-order.js";
import { subOrderFault } from "./sub-orders.js";
import { withEvent } from "./timeline.js";

/** An upload of logistics that has passed the contract's rules. */
export interface IncomingShipping {
  readonly app: Pick<App, "appid" | "mchids">;
  readonly orderKey: string;
  readonly openid: string | null;
  readonly uploadTime: string;
  readonly uploadInstant: InstantText;
  readonly receivedAtMs: number;
  readonly deliveries: ShippingInfo["deliveries"];
}

/** The logistics of one order, as stored. */
export interface StoredDelivery {
  readonly appid: string;
  readonly orderKey: string;
  /** Empty for a plain order. */
  readonly subOrderKey: string;
  readonly uploadTime: string;
  readonly uploadInstant: InstantText;
  readonly receivedAtMs: number;
  /** Canonical JSON of the Delivery. */
  readonly delivery: string;
  /** Null for the first logistics of an order that was never replaced. */
  readonly history: DeliveryHistory | null;
}

/** The stored state of an order that is to be shipped. */
export interface ShippingFacts extends OrderFacts {
  readonly deliveries: readonly StoredDelivery[];
  /** True when another app of the same merchant number has uploaded details for the payment. */
  readonly isUploadedByOther: boolean;
}

export type ShippingDecision =
  | {
      readonly kind: "stored";
      readonly upload: StoredUpload;
      readonly deliveries: readonly StoredDelivery[];
    }
  | { readonly kind: "repeated" }
  | {
      readonly kind: "refused";
      readonly error: ErrorName;
      readonly path: string;
      readonly reason: Text | null;
      readonly cause?: Diagnosis;
    };

/** The outcome of an upload of logistics for its sender, without the stored rows. */
export type ShippingOutcome =
  | { readonly kind: "stored" }
  | Exclude<ShippingDecision, { kind: "stored" }>;

export const shippingOutcome = (decision: ShippingDecision): ShippingOutcome =>
  decision.kind === "stored" ? { kind: "stored" } : decision;

export function incomingShipping(
  app: Pick<App, "appid" | "mchids">,
  info: ShippingInfo,
  receivedAtMs: number,
): IncomingShipping {
  return {
    app,
    orderKey: orderKeyText(info.order_key),
    openid: info.openid,
    uploadTime: info.upload_time,
    uploadInstant: parseInstant(info.upload_time) as InstantText,
    receivedAtMs,
    deliveries: info.deliveries,
  };
}

/**
 * Decides on an upload of logistics: all of its deliveries are stored, or none is. Each replaces the
 * entire delivery of its order; the deliveries of other sub-orders are unchanged.
 * @see shipping, §3 and §5
 */
export function decideShipping(facts: ShippingFacts, incoming: IncomingShipping): ShippingDecision {
  const { upload } = facts;
  const refusal =
    upload === null ? refuseUnknown(facts) : refuseForUpload(upload, facts.payment, incoming);
  if (upload === null || refusal !== null) return refusal as ShippingDecision;
  const stored = new Map(facts.deliveries.map((delivery) => [delivery.subOrderKey, delivery]));
  const isRepeat = incoming.deliveries.every(({ subOrderKey, delivery }) => {
    const before = stored.get(subOrderKey);
    return (
      before?.uploadInstant === incoming.uploadInstant &&
      before.delivery === JSON.stringify(delivery)
    );
  });
  if (isRepeat) return { kind: "repeated" };
  for (const { subOrderKey } of incoming.deliveries) {
    const before = stored.get(subOrderKey);
    if (before !== undefined && incoming.uploadInstant <= before.uploadInstant) {
      return refused(
        {
          id: "stale-upload-time",
          path: "upload_time",
          values: { found: incoming.uploadTime, stored: before.uploadTime },
        },
        `must be later than the stored logistics' ${before.uploadTime}`,
        `须晚于已保存物流信息的 ${before.uploadTime}`,
      );
    }
  }
  const historyOf = nextHistories(facts.deliveries);
  const deliveries = incoming.deliveries.map(({ subOrderKey, delivery }) => ({
    appid: incoming.app.appid,
    orderKey: incoming.orderKey,
    subOrderKey,
    uploadTime: incoming.uploadTime,
    uploadInstant: incoming.uploadInstant,
    receivedAtMs: incoming.receivedAtMs,
    delivery: JSON.stringify(delivery),
    history: historyOf(subOrderKey),
  }));
  return { kind: "stored", upload: shippedUpload(upload, stored, incoming), deliveries };
}

function shippedUpload(
  upload: StoredUpload,
  stored: ReadonlyMap<string, StoredDelivery>,
  incoming: IncomingShipping,
): StoredUpload {
  const sent = incoming.deliveries.map(({ subOrderKey, delivery }) => ({
    subOrderKey,
    delivery: JSON.stringify(delivery),
  }));
  const isSent = new Set(sent.map(({ subOrderKey }) => subOrderKey));
  const kept = [...stored.values()].filter(({ subOrderKey }) => !isSent.has(subOrderKey));
  const progress = shippingProgressOf(upload, [...kept, ...sent]);
  // What was shipped once stays shipped, also when its logistics are corrected later.
  const shippedAtMs = upload.shippedAtMs ?? (progress === "all" ? incoming.receivedAtMs : null);
  const isReplacement = incoming.deliveries.every(({ subOrderKey }) => stored.has(subOrderKey));
  const isCompletion = shippedAtMs !== null && upload.shippedAtMs === null;
  const parcels = incoming.deliveries.flatMap(({ delivery }) => delivery.shipping_list);
  const detail = parcels
    .map(({ express_company, tracking_no }) => `${express_company} ${tracking_no}`)
    .join(", ")
    .slice(0, 200);
  return {
    ...upload,
    shippedAtMs,
    shippingProgress: shippedAtMs === null ? progress : "all",
    summary: null,
    events: withEvent(upload.events, {
      atMs: incoming.receivedAtMs,
      event: isReplacement && !isCompletion ? "shipping_replaced" : "shipped",
      detail,
    }),
  };
}

/** No shopping details exist under the key: they have another form, or another app, or do not exist. */
function refuseUnknown({ rival, isUploadedByOther }: ShippingFacts): ShippingDecision {
  if (rival !== null) {
    const form = orderNumberTypeName(orderKeyOfText(rival.orderKey));
    return refused(
      { id: "other-form-first", path: "order_key.order_number_type", values: { wanted: form } },
      `must be the one of the upload, ${form}`,
      `须与上传购物详情时的 ${form} 一致`,
    );
  }
  const path = "order_key";
  if (isUploadedByOther) {
    return { kind: "refused", error: "UPLOADER_APPID_DIFFERS", path, reason: null };
  }
  const cause: Diagnosis = { id: "not-uploaded", path, values: {} };
  return { kind: "refused", error: "SHOPPING_DETAILS_NOT_UPLOADED", path, reason: null, cause };
}

function refuseForUpload(
  upload: StoredUpload,
  payment: Payment | null,
  incoming: IncomingShipping,
): ShippingDecision | null {
  const contents = orderContents(upload);
  const isCombined = contents.some(({ subOrderKey }) => subOrderKey !== "");
  const isCombinedCall = incoming.deliveries.some(({ subOrderKey }) => subOrderKey !== "");
  if (isCombined !== isCombinedCall) {
    const path = isCombined
      ? "/user-order/combine-orders/shippings"
      : "/user-order/orders/shippings";
    return refused(
      { id: "other-shippings", path: "order_key", values: { wanted: path } },
      `belongs to a ${isCombined ? "combined" : "plain"} upload: ship it with ${path}`,
      `对应的是${isCombined ? "合单" : "普通"}上传，请使用 ${path}`,
    );
  }
  if (upload.state === "waiting") {
    const cause: Diagnosis = { id: "unpaid", path: "order_key", values: {} };
    return refused(cause, "is not paid yet", "尚未支付");
  }
  if (upload.state === "mismatched") {
    return refused(
      { ...mismatchCause(upload, payment), path: "order_key" },
      "is paid, but the payment does not match the upload: correct the details first",
      "已支付，但支付与购物详情不匹配，请先更正购物详情",
    );
  }
  if (incoming.openid !== null && incoming.openid !== upload.openid) {
    const cause: Diagnosis = { id: "shipped-payer-mismatch", path: "payer.openid", values: {} };
    return refused(cause, "is not the uploaded one", "与上传购物详情时的不一致");
  }
  const keys = new Set(contents.map(({ subOrderKey }) => subOrderKey));
  for (const { subOrderKey, delivery, path } of incoming.deliveries) {
    if (!keys.has(subOrderKey)) {
      return refused(
        {
          id: "unknown-sub-order",
          path: `${path}order_key`,
          values: { found: subOrderKey, names: named(keys) },
        },
        "names no sub-order of the upload",
        "不是该合单上传的子单",
      );
    }
    const items = contents
      .filter((content) => content.subOrderKey === subOrderKey)
      .flatMap(({ order }) => order.item_list);
    const fault = refuseUnknownItem(delivery, path, new Set(items.map((i) => i.merchant_item_id)));
    if (fault !== null) return fault;
  }
  return null;
}

function refuseUnknownItem(
  delivery: Delivery,
  path: string,
  known: ReadonlySet<string | undefined>,
): ShippingDecision | null {
  for (const [index, parcel] of delivery.shipping_list.entries()) {
    for (const [itemIndex, { merchant_item_id: id }] of (parcel.item_list ?? []).entries()) {
      if (known.has(id)) continue;
      return refused(
        {
          id: "unknown-item",
          path: `${path}shipping_list[${index}].item_list[${itemIndex}].merchant_item_id`,
          values: { found: id, names: named(known) },
        },
        "names no item of the upload",
        "不是购物详情中的商品",
      );
    }
  }
  return null;
}

/** Why an upload is mismatched. */
function mismatchCause(upload: StoredUpload, payment: Payment | null): Diagnosis {
  const { mismatch, orderKey } = upload;
  if (mismatch === "sub_orders" && payment !== null) {
    return (
      subOrderFault(upload, factsOf(payment)) ?? { id: "unpaid", path: "order_key", values: {} }
    );
  }
  if (mismatch !== "order_number_type") {
    return { id: "payer-mismatch", path: "order_key", values: {} };
  }
  const isMerchants = orderNumberTypeName(orderKeyOfText(orderKey)) === "MERCHANT_TRADE_NUMBER";
  const wanted = isMerchants ? "WXPAY_TRADE_NUMBER" : "MERCHANT_TRADE_NUMBER";
  return { id: "other-form-first", path: "order_key", values: { wanted } };
}

/** The first 10 names, for a message. */
const named = (names: ReadonlySet<string | undefined>): string =>
  [...names]
    .filter((name) => name !== undefined)
    .slice(0, 10)
    .join(", ");

const refused = (cause: Diagnosis, en: string, zh: string): ShippingDecision => ({
  kind: "refused",
  error: "PARAMETER_ERROR",
  path: cause.path,
  reason: text(en, zh),
  cause,
});
