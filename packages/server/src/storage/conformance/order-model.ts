import type { Payment } from "../../domain/stored-order.js";

// A second, minimal implementation of the rules of state: a list of uploads and a list of payments. It
// derives the state of an order from the two lists. The store must agree after every step of any sequence
// of uploads and payments.

/** upload_times and their order. Two of them are the same instant. */
export const UPLOAD_TIMES = [
  { text: "2022-05-20T13:29:35+08:00", rank: 0 },
  { text: "2022-05-20T05:29:35.000Z", rank: 0 },
  { text: "2022-05-20T13:29:35.0000001+08:00", rank: 1 },
  { text: "2022-05-20T04:29:36-01:00", rank: 2 },
  { text: "2022-05-20T13:29:37+08:00", rank: 3 },
] as const;

export interface UploadStep {
  readonly appid: string;
  readonly orderKey: string;
  readonly openid: string;
  readonly time: (typeof UPLOAD_TIMES)[number];
  readonly itemName: string;
}

export class OrderModel {
  /** In the order in which each order key was first uploaded. */
  readonly uploads: UploadStep[] = [];
  readonly payments: { readonly payment: Payment; readonly step: number }[] = [];
  step = 0;

  uploadOf(appid: string, orderKey: string): UploadStep | undefined {
    return this.uploads.find((upload) => upload.appid === appid && upload.orderKey === orderKey);
  }

  paymentNamed(orderKey: string): Payment | undefined {
    return this.payments.find(({ payment }) => payment.orderKeys.includes(orderKey))?.payment;
  }

  /** The upload that is the order of a payment, or that keeps all other uploads from becoming it. */
  holderOf(payment: Payment): UploadStep | undefined {
    const { appid, orderKeys } = payment;
    return this.uploads.find(
      (upload) => upload.appid === appid && orderKeys.includes(upload.orderKey),
    );
  }

  stateOf(upload: UploadStep): "waiting" | "matched" | "mismatched" {
    const payment = this.paymentNamed(upload.orderKey);
    if (payment?.appid !== upload.appid) return "waiting";
    if (this.holderOf(payment) !== upload) return "mismatched";
    return payment.openid === upload.openid ? "matched" : "mismatched";
  }

  upload(incoming: UploadStep): string {
    const stored = this.uploadOf(incoming.appid, incoming.orderKey);
    const isResend =
      stored?.time.rank === incoming.time.rank &&
      stored.openid === incoming.openid &&
      stored.itemName === incoming.itemName;
    if (isResend) return "repeated";
    if (stored !== undefined && this.stateOf(stored) === "matched") return "refused order_key";
    const payment = this.paymentNamed(incoming.orderKey);
    const holder = payment?.appid === incoming.appid ? this.holderOf(payment) : undefined;
    if (holder !== undefined && holder !== stored) return "refused order_key";
    if (stored === undefined) {
      this.uploads.push(incoming);
      return "stored";
    }
    if (incoming.time.rank <= stored.time.rank) return "refused upload_time";
    this.uploads[this.uploads.indexOf(stored)] = incoming;
    return "stored";
  }

  pay(payment: Payment): string {
    const named = this.payments.filter(({ payment: { orderKeys } }) =>
      orderKeys.some((orderKey) => payment.orderKeys.includes(orderKey)),
    );
    // A further report may add facts, but it must not contradict the total, the payer, the app or a number.
    const facts = ({ appid, openid, amountMinor, orderKeys }: Payment) =>
      [appid, openid, amountMinor, ...orderKeys].join();
    if (named.some((recorded) => facts(recorded.payment) !== facts(payment))) return "conflict";
    if (named.length === 0) this.payments.push({ payment, step: this.step });
    const holder = this.holderOf(payment);
    const state = holder === undefined ? "waiting" : this.stateOf(holder);
    return `${named.length === 0 ? "recorded" : "repeated"} ${state}`;
  }

  verify(appid: string, orderKey: string, openid: string): string {
    const upload = this.uploadOf(appid, orderKey);
    const payment = this.paymentNamed(orderKey);
    const holder = payment?.appid === appid ? this.holderOf(payment) : undefined;
    if (upload === undefined) {
      return holder === undefined ? "NOT_UPLOADED" : "ORDER_NUMBER_TYPE_MISMATCH";
    }
    if (payment === undefined) return "NOT_PAID";
    // Both apps have both merchant numbers, so each may see the other's payments.
    if (payment.appid !== appid) return "APPID_MISMATCH";
    if (holder !== upload) return "ORDER_NUMBER_TYPE_MISMATCH";
    return payment.openid === upload.openid && openid === upload.openid
      ? "SUCCESS"
      : "PAYER_MISMATCH";
  }

  /** A buyer's orders, the latest payment first. */
  ordersOf(appid: string, openid: string): string[] {
    return this.payments
      .toSorted((a, b) => b.payment.paidAtMs - a.payment.paidAtMs)
      .flatMap(({ payment }) => this.holderOf(payment) ?? [])
      .filter((upload) => upload.appid === appid && upload.openid === openid)
      .filter((upload) => this.stateOf(upload) === "matched")
      .map(({ orderKey }) => orderKey);
  }
}
