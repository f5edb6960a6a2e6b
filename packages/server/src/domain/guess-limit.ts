/** How many wrong guesses a minute one address may make; then it may not guess until the next minute. */
export const GUESSES_PER_MINUTE = 10;
/** For how many addresses a minute wrong guesses are counted; then no other address may guess. */
const ADDRESSES_MAX = 10_000;

/**
 * Counts wrong guesses by address, only in this process. Generated secrets are too long to guess; the
 * limit protects a key that an operator chose too short.
 */
export class GuessLimit {
  #minute = 0;
  #wrong = new Map<string, number>();

  /** True when an address may guess. */
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

/** An IPv6 address counts as its /64 network, since one owner has all of it. */
const networkOf = (address: string) =>
  address.includes(":") && !address.includes(".")
    ? address.split(":").slice(0, 4).join(":")
    : address;
