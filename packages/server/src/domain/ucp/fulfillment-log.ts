import { carrierName, DELIVERY_MODE, type Delivery, type Parcel } from "@dingdan/contract";
import { NO_HISTORY } from "../delivery-history.js";
import type { StoredDelivery } from "../shipping.js";
import { shippingProgressOf } from "../shipping-progress.js";
import type { StoredUpload } from "../stored-order.js";
import { bounded, type Line } from "./line-items.js";
import type { UcpFulfillmentEvent } from "./ucp-types.js";

/** Logistics of one sub-order, as they were uploaded. */
interface Version {
  readonly sequence: number;
  readonly subOrderKey: string;
  readonly atMs: number;
  readonly delivery: Delivery;
}

type Carried = Pick<Parcel, "express_company" | "tracking_no">;

export interface FulfillmentLog {
  readonly events: readonly UcpFulfillmentEvent[];
  /** The lines that were shipped and not called back. */
  readonly shipped: ReadonlySet<Line>;
}

/**
 * What happened to the goods of an order, oldest first. Uploads of logistics replace each other, and the log
 * is append-only: logistics that are replaced stay, and the difference is added. A parcel that the merchant
 * took back is `canceled`, a new one is `shipped`. What was shipped once stays shipped: once all of the
 * order is, a correction calls back only goods that move to another parcel.
 *
 * An upload counts whole items, so of several parcels with one item the first has all of its pieces.
 */
export function fulfillmentLog(
  upload: Pick<StoredUpload, "details">,
  lines: readonly Line[],
  deliveries: readonly StoredDelivery[],
  trackingUrl: string,
): FulfillmentLog {
  const log = new Log(trackingUrl);
  const current = new Map<string, Delivery>();
  let isComplete = false;
  for (const versions of inOrder(deliveries, lines)) {
    for (const version of versions) {
      const ofOrder = lines.filter(({ content }) => content.subOrderKey === version.subOrderKey);
      log.add(version, ofOrder, isComplete);
      current.set(version.subOrderKey, version.delivery);
    }
    isComplete ||= shippingProgressOf(upload, partsOf(current)) === "all";
  }
  return { events: log.events, shipped: log.shipped };
}

const partsOf = (current: ReadonlyMap<string, Delivery>) =>
  [...current].map(([subOrderKey, delivery]) => ({
    subOrderKey,
    delivery: JSON.stringify(delivery),
  }));

/** The versions of all sub-orders, those of one upload together. */
function inOrder(deliveries: readonly StoredDelivery[], lines: readonly Line[]): Version[][] {
  const keys = [...new Set(lines.map(({ content }) => content.subOrderKey))];
  const sorted = deliveries
    .flatMap(versionsOf)
    .toSorted(
      (a, b) =>
        a.sequence - b.sequence || keys.indexOf(a.subOrderKey) - keys.indexOf(b.subOrderKey),
    );
  const uploads = new Map<number, Version[]>();
  for (const version of sorted) {
    uploads.set(version.sequence, [...(uploads.get(version.sequence) ?? []), version]);
  }
  return [...uploads.values()];
}

function versionsOf({ subOrderKey, receivedAtMs, delivery, history }: StoredDelivery): Version[] {
  const { sequence, past, isFull } = history ?? NO_HISTORY;
  const versions = past.map(({ receivedAtMs: atMs, ...version }) => ({
    ...version,
    subOrderKey,
    atMs,
  }));
  if (isFull) return versions;
  const current = JSON.parse(delivery) as Delivery;
  return [...versions, { sequence, subOrderKey, atMs: receivedAtMs, delivery: current }];
}

class Log {
  readonly events: UcpFulfillmentEvent[] = [];
  /** The parcel that each line is in. */
  readonly #parcels = new Map<Line, Carried>();
  /** The parcels of each sub-order that the log has named. */
  readonly #named = new Map<string, ReadonlyMap<string, Carried>>();
  readonly #trackingUrl: string;

  constructor(trackingUrl: string) {
    this.#trackingUrl = trackingUrl;
  }

  get shipped(): ReadonlySet<Line> {
    return new Set(this.#parcels.keys());
  }

  /** @param isComplete true when all of the order had been shipped before */
  add({ delivery, atMs, subOrderKey }: Version, lines: readonly Line[], isComplete: boolean): void {
    const next = parcelOfEachLine(delivery, lines);
    const named = this.#named.get(subOrderKey) ?? new Map<string, Carried>();
    const parcels = new Map(delivery.shipping_list.map((parcel) => [nameOf(parcel), parcel]));
    const gone = lines.filter((line) => {
      const before = this.#parcels.get(line);
      const after = next.get(line);
      if (before === undefined || isSame(before, after)) return false;
      return after !== undefined || !isComplete;
    });
    const come = [...next.keys()].filter(
      (line) => !isSame(this.#parcels.get(line), next.get(line)),
    );
    for (const [name, parcel] of named) {
      const taken = gone.filter((line) => isSame(this.#parcels.get(line), parcel));
      const isEmpty = !lines.some((line) => isSame(this.#parcels.get(line), parcel));
      const isWithdrawn = isEmpty && !parcels.has(name);
      if (taken.length > 0 || isWithdrawn) this.#note("canceled", atMs, parcel, taken);
    }
    for (const line of gone) this.#parcels.delete(line);
    for (const [name, parcel] of parcels) {
      const added = come.filter((line) => isSame(next.get(line), parcel));
      if (added.length > 0 || !named.has(name)) this.#note("shipped", atMs, parcel, added);
      for (const line of added) this.#parcels.set(line, parcel);
    }
    const kept = [...named].filter(([, parcel]) =>
      lines.some((line) => isSame(this.#parcels.get(line), parcel)),
    );
    this.#named.set(subOrderKey, new Map([...kept, ...parcels]));
  }

  #note(
    type: UcpFulfillmentEvent["type"],
    atMs: number,
    { express_company: carrier, tracking_no: number }: Carried,
    lines: readonly Line[],
  ): void {
    const isOfOthers = lines.length === 0;
    this.events.push({
      id: `fe_${this.events.length + 1}`,
      occurred_at: new Date(atMs).toISOString(),
      type,
      line_items: lines.map(({ id, item }) => ({ id, quantity: bounded(item.quantity) })),
      tracking_number: number,
      tracking_url: this.#trackingUrl,
      carrier: carrierName(carrier).en,
      ...(isOfOthers ? { description: "Its items are counted in another parcel." } : {}),
    });
  }
}

/**
 * The first parcel that lists each line; lines that no parcel lists are left out. An item without a
 * merchant_item_id cannot be listed: it is in the parcel of its order when all others are shipped.
 */
function parcelOfEachLine(delivery: Delivery, lines: readonly Line[]): Map<Line, Carried> {
  const parcels = delivery.shipping_list;
  const [only] = parcels;
  if (delivery.delivery_mode !== DELIVERY_MODE.SPLIT_DELIVERY) {
    return new Map(only === undefined ? [] : lines.map((line) => [line, only]));
  }
  const listing = ({ item }: Line) =>
    parcels.find(({ item_list: items = [] }) =>
      items.some(({ merchant_item_id: id }) => id === item.merchant_item_id),
    );
  const found = new Map<Line, Carried>();
  for (const line of lines) {
    const others = lines.filter(({ content }) => content === line.content).filter(isListable);
    const parcel = isListable(line)
      ? listing(line)
      : others.every(listing)
        ? (others.map(listing)[0] ?? only)
        : undefined;
    if (parcel !== undefined) found.set(line, parcel);
  }
  return found;
}

const isListable = ({ item }: Line): boolean => item.merchant_item_id !== undefined;

const nameOf = ({ express_company: carrier, tracking_no: number }: Carried) =>
  `${carrier}\n${number}`;

const isSame = (one: Carried | undefined, other: Carried | undefined): boolean =>
  one !== undefined && other !== undefined && nameOf(one) === nameOf(other);
