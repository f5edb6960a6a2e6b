/** The mean of a figure over the recent time, in which what is older counts less and less. */
export class RecentMean {
  readonly #timeConstantMs: number;
  readonly #nowMs: () => number;
  #value = 0;
  #mean = 0;
  #atMs: number;

  /** @param timeConstantMs what lies back so long counts for e⁻¹, about a third, of what it did */
  constructor(timeConstantMs: number, nowMs: () => number = () => performance.now()) {
    this.#timeConstantMs = timeConstantMs;
    this.#nowMs = nowMs;
    this.#atMs = nowMs();
  }

  /** The figure has this value from now on. */
  set(value: number): void {
    this.#mean = this.read();
    this.#atMs = this.#nowMs();
    this.#value = value;
  }

  read(): number {
    const kept = Math.exp((this.#atMs - this.#nowMs()) / this.#timeConstantMs);
    return this.#value + (this.#mean - this.#value) * kept;
  }
}
