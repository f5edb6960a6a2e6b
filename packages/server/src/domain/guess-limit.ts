/** So many wrong guesses a minute are borne from one address. */
export const GUESSES_PER_MINUTE = 10;
/** Of so many addresses a minute the guesses are counted; then no other may guess. */
const ADDRESSES_MAX = 10_000;

/**
 * Counts wrong guesses by address, in this process alone: secrets are too long to be guessed, and
 * this keeps a key that somebody chose too short from being tried a million times.
 */
export class GuessLimit {
  #minute = 0;
  #wrong = new Map<string, number>();

  /** Whether an address may guess. */
  mayGuess(address: string, nowMs: number): boolean {
    this.#startMinute(nowMs);
    const count = this.#wrong.get(networkOf(address)) ?? 0;
    return count < GUESSES_PER_MINUTE && (count > 0 || this.#wrong.size < ADDRESSES_MAX);
  }

  /** Counts a wrong guess. */
  countWrong(address: string, nowMs: number): void {
    this.#startMinute(nowMs);
    const network = networkOf(address);
    this.#wrong.set(network, (this.#wrong.get(network) ?? 0) + 1);
  }

  #startMinute(nowMs: number): void {
    const minute = Math.floor(nowMs / 60_000);
    if (minute === this.#minute) return;
    this.#minute = minute;
    this.#wrong = new Map();
  }
}

/** One owner has a whole /64 of IPv6. */
const networkOf = (address: string) =>
  address.includes(":") && !address.includes(".")
    ? address.split(":").slice(0, 4).join(":")
    : address;
