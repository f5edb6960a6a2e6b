/** The platform's time, in milliseconds since 1970. Nothing else of it reads a clock. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/**
 * A sandbox's clock, some way ahead of the system's clock or behind it. It runs as the system's does;
 * a frozen one does not run and is moved by calls alone.
 */
export class SandboxClock implements Clock {
  readonly #frozenAtMs: number | null;
  #offsetMs: number;

  /** @param frozenAtMs the time of the system's clock at which it is frozen; null when it runs */
  constructor(offsetMs = 0, frozenAtMs: number | null = null) {
    this.#offsetMs = offsetMs;
    this.#frozenAtMs = frozenAtMs;
  }

  /** How far it is ahead of the system's clock; of a frozen one, ahead of the moment of its start. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  nowMs(): number {
    return (this.#frozenAtMs ?? Date.now()) + this.#offsetMs;
  }

  /** Sets the offset, such as the one that another process has stored. */
  moveTo(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}
