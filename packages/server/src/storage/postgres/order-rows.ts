import type { StoredDelivery } from "../../domain/shipping.js";
import type { Payment, StoredUpload } from "../../domain/stored-order.js";
import type { WritableOrderRows } from "../orders/carry-out.js";

/** The key of an upload's row. */
export interface OrderPlace {
  readonly appid: string;
  readonly orderKey: string;
}

export const placeText = ({ appid, orderKey }: OrderPlace): string => `${appid} ${orderKey}`;

/** The key of a payment's row: its app and transaction. */
const paymentText = ({ appid, transactionId }: Pick<Payment, "appid" | "transactionId">) =>
  `${appid} ${transactionId}`;

/**
 * The rows that were loaded for a batch of jobs, with the writes of the jobs so far. A job sees the
 * writes of the jobs before it, before they are sent to the database.
 */
export class LoadedOrderRows implements WritableOrderRows {
  readonly #uploads = new Map<string, StoredUpload | null>();
  readonly #payments = new Map<string, Payment>();
  readonly #deliveries = new Map<string, Map<string, StoredDelivery>>();
  readonly #writtenUploads = new Set<string>();
  readonly #writtenPayments = new Map<string, Payment>();
  readonly #renamed = new Map<string, OrderPlace>();
  readonly #writtenDeliveries = new Map<string, StoredDelivery>();

  /** Records the stored upload of a place; null when there is none. */
  loadUpload(place: OrderPlace, upload: StoredUpload | null): void {
    this.#uploads.set(placeText(place), upload);
  }

  loadPayment(payment: Payment): void {
    for (const key of payment.orderKeys) this.#payments.set(key, payment);
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

  writeUpload(upload: StoredUpload): void {
    const key = placeText(upload);
    this.#uploads.set(key, upload);
    this.#writtenUploads.add(key);
  }

  writePayment(payment: Payment): void {
    this.loadPayment(payment);
    this.#writtenPayments.set(paymentText(payment), payment);
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
    readonly payments: Payment[];
    readonly deliveries: StoredDelivery[];
    /** The places of uploads whose names have changed. */
    readonly renamed: OrderPlace[];
  } {
    const uploads = [...this.#writtenUploads].toSorted();
    return {
      uploads: uploads.map((key) => this.#uploads.get(key) as StoredUpload),
      payments: sortedValues(this.#writtenPayments),
      deliveries: sortedValues(this.#writtenDeliveries),
      renamed: sortedValues(this.#renamed),
    };
  }
}

const sortedValues = <Value>(rows: ReadonlyMap<string, Value>): Value[] =>
  [...rows.keys()].toSorted().map((key) => rows.get(key) as Value);
