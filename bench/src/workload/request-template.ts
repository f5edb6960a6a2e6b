import { MERCHANT_COUNT, mix } from "./merchants.js";
import { buyerCharacters, PLACEHOLDERS } from "./order-bodies.js";

/**
 * An order of a run is an integer. Its merchant, the merchant's counter, its buyer and its payment's
 * number follow from it, so the run needs no other data to pay or verify it later.
 */
export type OrderIndex = number;

export const merchantOf = (order: OrderIndex) => order % MERCHANT_COUNT;

/** The number of buyers of each merchant, including the one whose list is read. */
const BUYERS_PER_MERCHANT = 50_000;

/** Orders below LIST_ORDERS belong to the buyers whose lists are read, LIST_LENGTH orders each. */
export const LIST_BUYERS = 100;
export const LIST_LENGTH = 20;
export const LIST_ORDERS = MERCHANT_COUNT * LIST_LENGTH;

/** The buyer of an order; for each of the first 100 merchants, the list of one buyer is read. */
export function buyerOf(order: OrderIndex): number {
  const merchant = merchantOf(order);
  if (order < LIST_ORDERS) return merchant * BUYERS_PER_MERCHANT;
  return merchant * BUYERS_PER_MERCHANT + 1 + (mix(order) % (BUYERS_PER_MERCHANT - 1));
}

/** A request as it goes over the wire, made before the run; each sending writes its numbers into a copy. */
export class RequestTemplate {
  readonly bytes: Buffer;
  readonly #counters: readonly number[];
  readonly #buyers: readonly number[];
  readonly #times: readonly number[];
  readonly #transactions: readonly number[];

  constructor(head: string, body: string) {
    const length = body === "" ? "" : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
    this.bytes = Buffer.from(`${head}${length}\r\n${body}`);
    this.#counters = placesOf(this.bytes, PLACEHOLDERS.counter);
    this.#buyers = placesOf(this.bytes, PLACEHOLDERS.buyer);
    this.#times = placesOf(this.bytes, PLACEHOLDERS.time);
    this.#transactions = placesOf(this.bytes, PLACEHOLDERS.transaction);
  }

  /** Writes the request of an order into the target; returns its length. */
  write(target: Buffer, order: OrderIndex, secondOfDay: number): number {
    const { bytes } = this;
    bytes.copy(target);
    const counter = Math.floor(order / MERCHANT_COUNT);
    for (const place of this.#counters) writeDigits(target, place, counter, 8);
    if (this.#buyers.length > 0) {
      const buyer = buyerCharacters(buyerOf(order));
      for (const place of this.#buyers) target.write(buyer, place, 12, "latin1");
    }
    for (const place of this.#times) writeTime(target, place, secondOfDay);
    for (const place of this.#transactions) writeDigits(target, place, mix(order), 10);
    return bytes.length;
  }
}

function placesOf(bytes: Buffer, placeholder: string): number[] {
  const places: number[] = [];
  for (let at = bytes.indexOf(placeholder); at !== -1; at = bytes.indexOf(placeholder, at + 1)) {
    places.push(at);
  }
  return places;
}

const ZERO = 48;

function writeDigits(target: Buffer, place: number, value: number, width: number): void {
  let rest = value;
  for (let at = place + width - 1; at >= place; at--) {
    target[at] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
}

function writeTime(target: Buffer, place: number, secondOfDay: number): void {
  writeDigits(target, place, Math.floor(secondOfDay / 3600), 2);
  target[place + 2] = 58;
  writeDigits(target, place + 3, Math.floor(secondOfDay / 60) % 60, 2);
  target[place + 5] = 58;
  writeDigits(target, place + 6, secondOfDay % 60, 2);
}
