/** Every latency of a run, in microseconds, so that percentiles are exact, unlike a histogram's. */
export class Latencies {
  #values = new Uint32Array(1 << 16);
  #count = 0;

  add(latencyMs: number): void {
    if (this.#count === this.#values.length) {
      const larger = new Uint32Array(this.#values.length * 2);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#count++] = latencyMs * 1000;
  }

  get count(): number {
    return this.#count;
  }

  /** Percentiles in milliseconds for the given shares: 0.5 is the median, 1 the slowest. */
  percentilesMs(shares: readonly number[]): number[] {
    const sorted = this.#values.subarray(0, this.#count).toSorted();
    return shares.map((share) => {
      const index = Math.min(this.#count - 1, Math.floor(this.#count * share));
      return (sorted[index] ?? 0) / 1000;
    });
  }
}
