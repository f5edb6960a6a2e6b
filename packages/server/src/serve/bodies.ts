import type { IncomingMessage } from "node:http";
import type { LimitHits } from "../limits/limit-hits.js";
import { Arrivals } from "./arrivals.js";
import {
  BODY_BYTES_MAX,
  type BodyBudget,
  type BodyReservation,
  SMALL_BODY_BYTES_MAX,
} from "./body-budget.js";
import { declaredBytes, type ReadBody, RequestBody } from "./request-body.js";

/** When memory is short, a small body that is still incomplete after this time is given up. */
const SLOW_AFTER_MS = 1_000;

/** There is no memory for the body now. */
export interface NoRoom {
  readonly kind: "no_room";
}

/** The body of one request, and the memory that it takes. */
export class IncomingBody {
  readonly request: IncomingMessage;
  readonly body: RequestBody;
  reservation: BodyReservation | null = null;

  constructor(request: IncomingMessage) {
    this.request = request;
    this.body = new RequestBody(request);
  }
}

/** Reads bodies within the memory for bodies. A reservation lasts until its call ends. */
export class Bodies {
  readonly #budget: BodyBudget;
  readonly #limitHits: LimitHits;
  readonly #nowMs: () => number;
  /** The small bodies of calls in progress. */
  readonly #small = new Arrivals<IncomingBody>();

  /** @param nowMs a clock that only goes forward */
  constructor(
    budget: BodyBudget,
    limitHits: LimitHits,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#budget = budget;
    this.#limitHits = limitHits;
    this.#nowMs = nowMs;
  }

  /** The bytes of all bodies now. */
  get bytes(): number {
    return this.#budget.bytes;
  }

  /** Reads a small body to its end; `longer` means that its caller must be known first. */
  receive(incoming: IncomingBody): ReadBody | NoRoom | Promise<ReadBody> {
    const declared = declaredBytes(incoming.request);
    if (declared === 0) return NO_BODY;
    if (declared !== null && declared > SMALL_BODY_BYTES_MAX) return LONGER;
    if (!this.reserveSmall(incoming)) return NO_ROOM;
    return incoming.body.read(SMALL_BODY_BYTES_MAX);
  }

  /** Reserves the memory for a small body of a caller who is not known; false when there is none. */
  reserveSmall(incoming: IncomingBody): boolean {
    const declared = declaredBytes(incoming.request) ?? SMALL_BODY_BYTES_MAX;
    const bytes = Math.min(declared, SMALL_BODY_BYTES_MAX);
    incoming.reservation = this.#budget.reserve(bytes, null) ?? this.#reserveFromSlow(bytes);
    if (incoming.reservation === null) return false;
    this.#small.add(incoming, this.#nowMs());
    return true;
  }

  /** Gives back what a body of unknown size has not used, once it has been read. */
  shrink(incoming: IncomingBody): void {
    const { reservation, body } = incoming;
    if (reservation === null || reservation.bytes === body.length) return;
    this.#budget.release(reservation);
    incoming.reservation = this.#budget.reserve(body.length, reservation.caller);
  }

  /** Reads the rest of a body of a known caller. */
  receiveRest(incoming: IncomingBody, caller: string): ReadBody | NoRoom | Promise<ReadBody> {
    if ((declaredBytes(incoming.request) ?? 0) > BODY_BYTES_MAX) return LONGER;
    return this.reserve(incoming, caller) ? incoming.body.read(BODY_BYTES_MAX) : NO_ROOM;
  }

  /** Reserves the memory for the body of a known caller; false when there is none. */
  reserve(incoming: IncomingBody, caller: string): boolean {
    const bytes = Math.min(declaredBytes(incoming.request) ?? BODY_BYTES_MAX, BODY_BYTES_MAX);
    const reservation = this.#budget.reserve(bytes, caller);
    if (reservation === null) {
      this.#limitHits.hit("body_bytes", { caller, bytes });
      return false;
    }
    this.release(incoming);
    incoming.reservation = reservation;
    return true;
  }

  release(incoming: IncomingBody): void {
    const { reservation } = incoming;
    if (reservation === null) return;
    if (reservation.caller === null) this.#small.remove(incoming);
    this.#budget.release(reservation);
    incoming.reservation = null;
  }

  /** Gives up the oldest slow bodies, as many as needed; null when that does not make enough room. */
  #reserveFromSlow(bytes: number): BodyReservation | null {
    this.#limitHits.hit("body_bytes", { bytes });
    const latestMs = this.#nowMs() - SLOW_AFTER_MS;
    for (const slow of this.#small.until(latestMs)) {
      if (slow.request.complete) continue;
      this.release(slow);
      slow.request.socket.destroy();
      const reservation = this.#budget.reserve(bytes, null);
      if (reservation !== null) return reservation;
    }
    return null;
  }
}

const NO_BODY: ReadBody = { kind: "read", body: undefined };
const LONGER: ReadBody = { kind: "longer" };
const NO_ROOM: NoRoom = { kind: "no_room" };
