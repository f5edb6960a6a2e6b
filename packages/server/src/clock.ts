/** The platform's time, in milliseconds since 1970. No other part of the platform reads a clock. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * A sandbox's clock, with an offset to the system's clock. It runs as the system's clock does; a frozen
 * one does not run and only calls move it.
 */
export class SandboxClock implements Clock {
  readonly #frozenAtMs: number | null;
  #offsetMs: number;

  /** @param frozenAtMs the time of the system's clock at which this clock is frozen; null when it runs */
  constructor(offsetMs = 0, frozenAtMs: number | null = null) {
    this.#offsetMs = offsetMs;
    this.#frozenAtMs = frozenAtMs;
  }

  /** How far it is ahead of the system's clock; for a frozen one, ahead of the time at its start. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  nowMs(): number {
    return (this.#frozenAtMs ?? Date.now()) + this.#offsetMs;
  }

  /** Sets the offset, for example the one that another process has stored. */
  moveTo(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}
