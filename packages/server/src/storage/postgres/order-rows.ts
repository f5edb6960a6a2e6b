import { allNamesOf } from "../../domain/recorded-payment.js";
import type { StoredRefund } from "../../domain/refund.js";
import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment, StoredUpload } from "../../domain/stored-order.js";
import type { WritableOrderRows } from "../orders/carry-out.js";
import { NotedEvents } from "../orders/noted-events.js";
import { LoadedTradeRows } from "./trade-rows.js";

/** The key of an upload's row. */
export interface OrderPlace {
  readonly appid: string;
  readonly orderKey: string;
}

export const placeText = ({ appid, orderKey }: OrderPlace): string => `${appid} ${orderKey}`;

/** The key of a payment's row: its app and id. */
export const paymentText = ({ appid, id }: PaymentPlace) => `${appid} ${id}`;

/** The key of a payment's row. */
export type PaymentPlace = Pick<Payment, "appid" | "id">;

/** A payment as its row has it, and as it will be. */
export type PaymentChange = readonly [stored: Payment, next: Payment];

/**
 * The rows that were loaded for a batch of jobs, with the writes of the jobs so far. A job sees the
 * writes of the jobs before it, before they are sent to the database.
 */
export class LoadedOrderRows implements WritableOrderRows {
  readonly events = new NotedEvents();
  readonly trade = new LoadedTradeRows(this.events);
  readonly #uploads = new Map<string, StoredUpload | null>();
  /** The payment under each name. */
  readonly #payments = new Map<string, Payment>();
  readonly #refunds = new Map<string, StoredRefund[]>();
  readonly #deliveries = new Map<string, Map<string, StoredDelivery>>();
  readonly #writtenUploads = new Set<string>();
  readonly #writtenPayments = new Map<string, Payment>();
  /** The payments that have a row, as it was loaded. */
  readonly #storedPayments = new Map<string, Payment>();
  /** The rows whose place another payment takes, with that payment. */
  readonly #replacedPayments = new Map<string, PaymentChange>();
  readonly #renamed = new Map<string, OrderPlace>();
  readonly #writtenDeliveries = new Map<string, StoredDelivery>();

  readonly #erasures = new Map<string, number>();

  /** Records that what has this keyed hash was erased. */
  loadErasure(hash: string, erasedAtMs: number): void {
    this.#erasures.set(hash, erasedAtMs);
  }

  erasedAtMs(hash: string): number | null {
    return this.#erasures.get(hash) ?? null;
  }

  /** Records the stored upload of a place; null when there is none. */
  loadUpload(place: OrderPlace, upload: StoredUpload | null): void {
    this.#uploads.set(placeText(place), upload);
  }

  /** Records a stored payment under a name of the whole or of a part. */
  loadPayment(name: string, payment: Payment): void {
    this.#payments.set(name, payment);
    this.#storedPayments.set(paymentText(payment), payment);
  }

  loadRefund(refund: StoredRefund): void {
    const key = paymentText({ appid: refund.appid, id: refund.paymentId });
    this.#refunds.set(key, [...(this.#refunds.get(key) ?? []), refund]);
  }

  loadDelivery(delivery: StoredDelivery): void {
    const key = placeText(delivery);
    const known = this.#deliveries.get(key) ?? new Map<string, StoredDelivery>();
    this.#deliveries.set(key, known.set(delivery.subOrderKey, delivery));
  }

  isLoaded(place: OrderPlace): boolean {
    return this.#uploads.has(placeText(place));
  }

  upload(appid: string, orderKey: string): StoredUpload | null {
    const upload = this.#uploads.get(placeText({ appid, orderKey }));
    if (upload === undefined) throw new Error(`the upload ${appid} ${orderKey} was not loaded`);
    return upload;
  }

  paymentNamed(orderKey: string): Payment | null {
    return this.#payments.get(orderKey) ?? null;
  }

  deliveries(appid: string, orderKey: string): StoredDelivery[] {
    const known = [...(this.#deliveries.get(placeText({ appid, orderKey }))?.values() ?? [])];
    return known.toSorted((a, b) => (a.subOrderKey < b.subOrderKey ? -1 : 1));
  }

  refunds(payment: Payment): StoredRefund[] {
    return this.#refunds.get(paymentText(payment)) ?? [];
  }

  writeUpload(upload: StoredUpload): void {
    const key = placeText(upload);
    this.#uploads.set(key, upload);
    this.#writtenUploads.add(key);
  }

  writePayment(payment: Payment, replaced: readonly Payment[]): void {
    const key = paymentText(payment);
    // A payment may return to a row that an earlier job of the batch gave up.
    this.#replacedPayments.delete(key);
    for (const old of replaced) if (paymentText(old) !== key) this.#replacePayment(old, payment);
    for (const name of allNamesOf(payment)) this.#payments.set(name, payment);
    this.#writtenPayments.set(key, payment);
  }

  #replacePayment(old: Payment, payment: Payment): void {
    const place = paymentText(old);
    this.#writtenPayments.delete(place);
    const stored = this.#storedPayments.get(place);
    if (stored !== undefined) this.#replacedPayments.set(place, [stored, payment]);
    // What the old one had replaced in this batch leads to the new one.
    for (const [other, [row, by]] of this.#replacedPayments) {
      if (paymentText(by) === place) this.#replacedPayments.set(other, [row, payment]);
    }
    const moved = this.refunds(old).map((refund) => ({ ...refund, ...idOf(payment) }));
    this.#refunds.delete(place);
    this.#refunds.set(paymentText(payment), [...this.refunds(payment), ...moved]);
  }

  writeDelivery(delivery: StoredDelivery): void {
    this.loadDelivery(delivery);
    this.#writtenDeliveries.set(`${placeText(delivery)} ${delivery.subOrderKey}`, delivery);
  }

  noteRenamed({ appid, orderKey }: StoredUpload): void {
    const place = { appid, orderKey };
    this.#renamed.set(placeText(place), place);
  }

  /** The rows to send to the database, each row once and in the order of its key. */
  get written(): {
    readonly uploads: StoredUpload[];
    /** Payments without a row. */
    readonly newPayments: Payment[];
    /** Payments whose row changes. */
    readonly changedPayments: PaymentChange[];
    /** Payments whose row is deleted, each with the one that takes its place. */
    readonly replacedPayments: PaymentChange[];
    readonly deliveries: StoredDelivery[];
    /** The places of uploads whose names have changed. */
    readonly renamed: OrderPlace[];
  } {
    const uploads = [...this.#writtenUploads].toSorted();
    const payments = sortedValues(this.#writtenPayments);
    return {
      uploads: uploads.map((key) => this.#uploads.get(key) as StoredUpload),
      newPayments: payments.filter((payment) => !this.#storedPayments.has(paymentText(payment))),
      changedPayments: payments.flatMap((payment): PaymentChange[] => {
        const stored = this.#storedPayments.get(paymentText(payment));
        return stored === undefined ? [] : [[stored, payment]];
      }),
      replacedPayments: sortedValues(this.#replacedPayments),
      deliveries: sortedValues(this.#writtenDeliveries),
      renamed: sortedValues(this.#renamed),
    };
  }
}

const idOf = ({ appid, id }: Payment) => ({ appid, paymentId: id });

const sortedValues = <Value>(rows: ReadonlyMap<string, Value>): Value[] =>
  [...rows.keys()].toSorted().map((key) => rows.get(key) as Value);
