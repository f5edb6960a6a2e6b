/** The platform's time, in milliseconds since 1970. Nothing else of it reads a clock. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

/** A sandbox's clock: it runs as the system's does, some way ahead of it or behind. */
export class SandboxClock implements Clock {
  #offsetMs: number;

  constructor(offsetMs = 0) {
    this.#offsetMs = offsetMs;
  }

  /** How far it is ahead of the system's clock. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Follows another process, which moved the clock. */
  moveTo(offsetMs: number): void {
    this.#offsetMs = offsetMs;
  }
}
