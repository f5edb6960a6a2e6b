/** Bodies up to this size are read before the token of their call is judged. */
export const SMALL_BODY_BYTES_MAX = 64 * 1024;
/** A larger body is rejected. An order of 50 items with the longest allowed values has 0.4 MiB. */
export const BODY_BYTES_MAX = 2 * 1024 * 1024;

/** The part of the memory that bodies of callers who are not known yet may take. */
const UNKNOWN_PART = 1 / 8;
/** The part of the memory that the large bodies of one known caller may take. */
const CALLER_PART = 1 / 4;

/** Bytes that a body may take in memory until its call ends. */
export interface BodyReservation {
  readonly bytes: number;
  /** Null while the caller is not known. */
  readonly caller: string | null;
}

/**
 * Limits the bytes of request bodies that are in memory at one time. Callers who are not known yet have
 * a small part of them, so that strangers who send bodies slowly leave the rest for known callers. One
 * known caller cannot take everything, either.
 */
export class BodyBudget {
  readonly #bytesMax: number;
  readonly #ofCallers = new Map<string, number>();
  #unknown = 0;
  #known = 0;

  /** @param bytesMax for all bodies together; at least a few bodies of the largest size */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** The bytes of all bodies now. */
  get bytes(): number {
    return this.#unknown + this.#known;
  }

  /** Reserves bytes for a body; null when there is no room for it now. */
  reserve(bytes: number, caller: string | null): BodyReservation | null {
    if (caller === null) {
      if (this.#unknown + bytes > this.#bytesMax * UNKNOWN_PART) return null;
      this.#unknown += bytes;
      return { bytes, caller };
    }
    const ofCaller = this.#ofCallers.get(caller) ?? 0;
    if (ofCaller + bytes > Math.max(this.#bytesMax * CALLER_PART, BODY_BYTES_MAX)) return null;
    if (this.#known + bytes > this.#bytesMax * (1 - UNKNOWN_PART)) return null;
    this.#known += bytes;
    this.#ofCallers.set(caller, ofCaller + bytes);
    return { bytes, caller };
  }

  release({ bytes, caller }: BodyReservation): void {
    if (caller === null) {
      this.#unknown -= bytes;
      return;
    }
    this.#known -= bytes;
    const left = (this.#ofCallers.get(caller) ?? 0) - bytes;
    if (left > 0) this.#ofCallers.set(caller, left);
    else this.#ofCallers.delete(caller);
  }
}
