import { describe, expect, test } from "vitest";
import { TenantTurns } from "./tenant-turns.js";

/** Calls of a tenant that have entered, in the order in which they could begin. */
class Calls {
  readonly begun: string[] = [];
  readonly #turns: TenantTurns;

  constructor(turns: TenantTurns) {
    this.#turns = turns;
  }

  enter(tenant: string, count: number): void {
    for (let call = 0; call < count; call++) {
      const turn = this.#turns.enter(tenant);
      if (turn === null) this.begun.push(tenant);
      else void turn.then(() => this.begun.push(tenant));
    }
  }

  async leave(tenant: string): Promise<void> {
    this.#turns.leave(tenant);
    await Promise.resolve();
  }

  count(tenant: string): number {
    return this.begun.filter((name) => name === tenant).length;
  }
}

function start() {
  const clock = { nowMs: 5_000 };
  const calls = new Calls(new TenantTurns(() => clock.nowMs));
  return { clock, calls };
}

describe("a tenant's calls", () => {
  test("all begin at once while no other calls", () => {
    const { calls } = start();
    calls.enter("busy", 500);
    expect(calls.count("busy")).toBe(500);
  });

  test("begin up to its share while another calls, and the other's at once", () => {
    const { calls } = start();
    calls.enter("quiet", 1);
    calls.enter("busy", 100);
    calls.enter("quiet", 1);
    expect(calls.count("busy")).toBe(16);
    expect(calls.count("quiet")).toBe(2);
  });

  test("begin one for one as others end", async () => {
    const { calls } = start();
    calls.enter("quiet", 1);
    calls.enter("busy", 20);
    await calls.leave("busy");
    expect(calls.count("busy")).toBe(17);
  });

  test("are never fewer than eight, however many call", () => {
    const { calls } = start();
    for (let other = 0; other < 1000; other++) calls.enter(`other ${other}`, 1);
    calls.enter("busy", 100);
    expect(calls.count("busy")).toBe(8);
  });

  test("all begin once the other has been silent for a while", async () => {
    const { clock, calls } = start();
    calls.enter("quiet", 1);
    await calls.leave("quiet");
    calls.enter("busy", 40);
    expect(calls.count("busy")).toBe(16);
    for (const nowMs of [6_000, 7_000, 8_000]) {
      clock.nowMs = nowMs;
      calls.enter("busy", 1);
    }
    await calls.leave("busy");
    expect(calls.count("busy")).toBe(43);
  });
});
