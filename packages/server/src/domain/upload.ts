import {
  type CombinedShoppingInfo,
  type Diagnosis,
  type InstantText,
  type MatchState,
  type OrderKey,
  orderKeyOfText,
  orderKeyText,
  orderNumberTypeName,
  parseInstant,
  type ShoppingInfo,
  type Text,
  text,
} from "@dingdan/contract";
import { comparedWith, matchDelayMs } from "./match.js";
import type { IncomingUpload, OrderFacts, Payment, StoredUpload } from "./stored-order.js";
import { withEvent } from "./timeline.js";

export type UploadDecision =
  /** New, or newer than the stored upload: write it. */
  | { readonly kind: "stored"; readonly upload: StoredUpload }
  /** The stored request, sent again by a client that lost the answer: nothing to do. */
  | { readonly kind: "repeated" }
  /** 268435461, with the path of the fault and its reason. */
  | {
      readonly kind: "refused";
      readonly path: string;
      readonly reason: Text;
      readonly cause?: Diagnosis;
    };

/** The outcome of an upload for its sender, without the stored row. */
export type UploadOutcome =
  | {
      readonly kind: "stored";
      readonly state: MatchState;
      readonly isReplacement: boolean;
      /** The delay from the payment to the upload, negative when it arrived first; null when not matched. */
      readonly delayMs: number | null;
    }
  | Exclude<UploadDecision, { kind: "stored" }>;

/** The outcome of a first upload before its payment. All have the same object, which threads send once. */
export const WAITING_OUTCOME = {
  kind: "stored",
  state: "waiting",
  isReplacement: false,
  delayMs: null,
} as const satisfies UploadOutcome;

export function uploadOutcome(decision: UploadDecision): UploadOutcome {
  if (decision.kind !== "stored") return decision;
  const { upload } = decision;
  const isReplacement = upload.events.some(({ event }) => event === "replaced");
  if (upload.state === "waiting" && !isReplacement) return WAITING_OUTCOME;
  return { kind: "stored", state: upload.state, isReplacement, delayMs: matchDelayMs(upload) };
}

/** True when an upload replaces one with other search names; false for a first upload. */
export function isRenamed(before: StoredUpload | null, after: StoredUpload): boolean {
  const namesOf = ({ openid, merchantOrderNos }: StoredUpload) =>
    [openid, ...merchantOrderNos].join("\n");
  return before !== null && namesOf(before) !== namesOf(after);
}

export function incomingUpload(
  appid: string,
  info: ShoppingInfo | CombinedShoppingInfo,
  receivedAtMs: number,
): IncomingUpload {
  const { order_key: key, payer, upload_time: uploadTime, ...details } = info;
  const orders = "sub_orders" in details ? details.sub_orders : details.order_list;
  return {
    appid,
    orderKey: orderKeyText(key),
    openid: payer.openid,
    uploadTime,
    uploadInstant: parseInstant(uploadTime) as InstantText,
    details: JSON.stringify(details),
    merchantOrderNos: orders.map((order) => order.merchant_order_no),
    receivedAtMs,
  };
}

/**
 * Decides on an upload, given the stored state of its order key.
 * A resend of the stored request is `repeated`, never `refused`: a client that lost the answer must be
 * able to retry. Equal instants are equal, whatever their offsets.
 * @see shopping-orders, "Rules of state"
 */
export function decideUpload(facts: OrderFacts, incoming: IncomingUpload): UploadDecision {
  const { upload: stored, rival } = facts;
  if (stored !== null && isRepeat(stored, incoming)) return { kind: "repeated" };
  if (stored?.state === "matched") {
    return refused(
      { id: "order-locked", path: "order_key", values: {} },
      "is already matched to its payment: the details are locked",
      "已与支付匹配，购物详情已锁定",
    );
  }
  // When two uploads name one payment and arrived before it, the later one is mismatched and does not count.
  if (rival !== null && rival.mismatch !== "order_number_type") {
    return refusedForRival(orderKeyOfText(rival.orderKey), orderKeyOfText(incoming.orderKey));
  }
  if (stored !== null && incoming.uploadInstant <= stored.uploadInstant) {
    return refused(
      {
        id: "stale-upload-time",
        path: "upload_time",
        values: { found: incoming.uploadTime, stored: stored.uploadTime },
      },
      `must be later than the stored upload's ${stored.uploadTime}`,
      `须晚于已保存的 ${stored.uploadTime}`,
    );
  }
  const payment = facts.payment?.appid === incoming.appid ? facts.payment : null;
  return { kind: "stored", upload: nextUpload(stored, incoming, payment) };
}

function isRepeat(stored: StoredUpload, incoming: IncomingUpload): boolean {
  return (
    incoming.uploadInstant === stored.uploadInstant &&
    incoming.openid === stored.openid &&
    incoming.details === stored.details
  );
}

function nextUpload(
  stored: StoredUpload | null,
  incoming: IncomingUpload,
  payment: Payment | null,
): StoredUpload {
  const { receivedAtMs } = incoming;
  // Member by member: spreading this many members costs more than the decision, and runs for every upload.
  const waiting: StoredUpload = {
    appid: incoming.appid,
    orderKey: incoming.orderKey,
    openid: incoming.openid,
    uploadTime: incoming.uploadTime,
    uploadInstant: incoming.uploadInstant,
    details: incoming.details,
    merchantOrderNos: incoming.merchantOrderNos,
    receivedAtMs,
    state: "waiting",
    mismatch: null,
    firstReceivedAtMs: stored?.firstReceivedAtMs ?? receivedAtMs,
    paymentId: null,
    paidAtMs: null,
    matchedAtMs: null,
    // What was shipped stays shipped when the details are corrected.
    shippedAtMs: stored?.shippedAtMs ?? null,
    shippingProgress: stored?.shippingProgress ?? "none",
    refundedAtMs: null,
    refundProgress: "none",
    summary: null,
    events: withEvent(stored?.events ?? [], {
      atMs: receivedAtMs,
      event: stored === null ? "uploaded" : "replaced",
      detail: `upload_time ${incoming.uploadTime}`,
    }),
  };
  return payment === null ? waiting : comparedWith(waiting, payment, incoming.receivedAtMs);
}

function refusedForRival(rivalKey: OrderKey, key: OrderKey): UploadDecision {
  const form = orderNumberTypeName(rivalKey);
  if (rivalKey.order_number_type === 1 && key.order_number_type === 1) {
    // In provider mode one payment has the sub-merchant's number and the provider's.
    return refused(
      {
        id: "other-form-first",
        path: "order_key",
        values: { wanted: `${form} (mchid ${rivalKey.mchid})` },
      },
      `names a payment whose details were uploaded under the mchid ${rivalKey.mchid}: use that one`,
      `对应的支付已以商户号 ${rivalKey.mchid} 上传购物详情，请使用该商户号`,
    );
  }
  return refused(
    { id: "other-form-first", path: "order_key", values: { wanted: form } },
    `names a payment whose details were uploaded as ${form}: use that form`,
    `对应的支付已以 ${form} 形式上传购物详情，请使用该形式`,
  );
}

const refused = (cause: Diagnosis, en: string, zh: string): UploadDecision => ({
  kind: "refused",
  path: cause.path,
  reason: text(en, zh),
  cause,
});
