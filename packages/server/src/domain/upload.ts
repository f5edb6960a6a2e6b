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
import { orderSummary } from "./order-summary.js";
import type { Payment } from "./payment.js";
import { type TimelineEvent, withEvent } from "./timeline.js";

/** An upload that has passed the contract's rules. */
export interface IncomingUpload {
  readonly appid: string;
  /** {@link orderKeyText} of its key. */
  readonly orderKey: string;
  readonly openid: string;
  /** As it came, and the instant that it names. */
  readonly uploadTime: string;
  readonly uploadInstant: InstantText;
  /** Canonical JSON of ShoppingDetails or CombinedDetails: equal contents are equal texts. */
  readonly details: string;
  readonly merchantOrderNos: readonly string[];
  readonly receivedAtMs: number;
}

/** Why a paid upload is not matched. */
export type Mismatch = "payer" | "order_number_type";

/** An upload as the platform keeps it. */
export interface StoredUpload extends IncomingUpload {
  readonly state: MatchState;
  readonly mismatch: Mismatch | null;
  readonly firstReceivedAtMs: number;
  /** The payment that it was held against; null while it waits for one. */
  readonly transactionId: string | null;
  readonly paidAtMs: number | null;
  readonly matchedAtMs: number | null;
  /** When the last of its orders was first shipped; null while any is not. */
  readonly shippedAtMs: number | null;
  /** When all of its payment was refunded; null while some of it is not. */
  readonly refundedAtMs: number | null;
  /**
   * What lists show of it, in JSON: see {@link orderSummary}. Null while it is not matched, and once
   * something was shipped of it.
   */
  readonly summary: string | null;
  readonly events: readonly TimelineEvent[];
}

/** All that is stored about one order key. */
export interface OrderFacts {
  readonly upload: StoredUpload | null;
  /** The payment that the key names, whichever app it belongs to. */
  readonly payment: Payment | null;
  /**
   * An upload of the same app that names the same payment by another of its numbers; of several, the
   * one that did not give way.
   */
  readonly rival: StoredUpload | null;
}

/**
 * The upload that holds a payment, of those that name it: a service provider's payment has three
 * numbers, so two of them may have been uploaded, of which one gave way.
 */
export const holderOf = (uploads: readonly StoredUpload[]): StoredUpload | null =>
  uploads.find(({ mismatch }) => mismatch !== "order_number_type") ?? uploads[0] ?? null;

export type UploadDecision =
  /** New, or newer than what was stored: to be written. */
  | { readonly kind: "stored"; readonly upload: StoredUpload }
  /** The stored request once more, from a client that lost our answer: nothing to do. */
  | { readonly kind: "repeated" }
  /** 268435461, with the path of the fault and its reason. */
  | {
      readonly kind: "refused";
      readonly path: string;
      readonly reason: Text;
      readonly cause?: Diagnosis;
    };

/** What became of an upload, for whoever sent it: the stored row stays where it is. */
export type UploadOutcome =
  | {
      readonly kind: "stored";
      readonly state: MatchState;
      readonly isReplacement: boolean;
      /** From the payment to the upload, negative when the upload came first; null while unmatched. */
      readonly delayMs: number | null;
    }
  | Exclude<UploadDecision, { kind: "stored" }>;

export function uploadOutcome(decision: UploadDecision): UploadOutcome {
  if (decision.kind !== "stored") return decision;
  const { upload } = decision;
  const isReplacement = upload.events.some(({ event }) => event === "replaced");
  return { kind: "stored", state: upload.state, isReplacement, delayMs: matchDelayMs(upload) };
}

/** Whether an upload is searched by other names than the one that it replaces; a first one is not. */
export function isRenamed(before: StoredUpload | null, after: StoredUpload): boolean {
  const namesOf = ({ openid, merchantOrderNos }: StoredUpload) =>
    [openid, ...merchantOrderNos].join("\n");
  return before !== null && namesOf(before) !== namesOf(after);
}

/** How long after its payment a matched upload came; negative when it came before. */
export function matchDelayMs(
  upload: Pick<StoredUpload, "state" | "receivedAtMs" | "paidAtMs">,
): number | null {
  const { state, receivedAtMs, paidAtMs } = upload;
  return state === "matched" && paidAtMs !== null ? receivedAtMs - paidAtMs : null;
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
 * Decides what becomes of an upload, given what is stored about its order key.
 * A resend of the stored request is `repeated`, never `refused`: a client that lost our answer must
 * be able to ask again. Equal instants are equal, whatever their offsets.
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
  // Of two forms that came before the payment the later one gave way, and bars nothing.
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
  // Member by member: a spread of so many costs more than the decision, and is done for every upload.
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
    transactionId: null,
    paidAtMs: null,
    matchedAtMs: null,
    shippedAtMs: null,
    refundedAtMs: null,
    summary: null,
    events: withEvent(stored?.events ?? [], {
      atMs: receivedAtMs,
      event: stored === null ? "uploaded" : "replaced",
      detail: `upload_time ${incoming.uploadTime}`,
    }),
  };
  return payment === null ? waiting : heldAgainst(waiting, payment, incoming.receivedAtMs);
}

/** An upload after it was held against the payment that its key names, at `nowMs`. */
export function heldAgainst(upload: StoredUpload, payment: Payment, nowMs: number): StoredUpload {
  const { transactionId, paidAtMs, refundedAtMs } = payment;
  if (payment.openid !== upload.openid) {
    return mismatched({ ...upload, transactionId, paidAtMs }, "payer", nowMs);
  }
  return {
    ...upload,
    state: "matched",
    mismatch: null,
    transactionId,
    paidAtMs,
    refundedAtMs,
    matchedAtMs: nowMs,
    summary: orderSummary({ ...upload, transactionId }, payment),
    events: withEvent(upload.events, {
      atMs: nowMs,
      event: "matched",
      detail: `transaction_id ${transactionId}`,
    }),
  };
}

/** An upload whose payment came and was not its own. */
export function mismatched(upload: StoredUpload, mismatch: Mismatch, nowMs: number): StoredUpload {
  const detail =
    mismatch === "payer"
      ? "the uploaded openid is not the payer's"
      : "the payment was uploaded first under the other form of its number";
  return {
    ...upload,
    state: "mismatched",
    mismatch,
    matchedAtMs: null,
    summary: null,
    events: withEvent(upload.events, { atMs: nowMs, event: "mismatched", detail }),
  };
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
