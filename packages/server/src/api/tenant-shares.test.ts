import { describe, expect, test } from "vitest";
import { OverloadedError } from "../storage/overloaded-error.js";
import { ExcessError, TenantShares } from "./tenant-shares.js";

const DEADLINE_MS = 5_000;

/** The calls that have begun, as their tenants' names in the order in which they began. */
class Calls {
  readonly begun: string[] = [];
  readonly #shares: TenantShares;

  constructor(shares: TenantShares) {
    this.#shares = shares;
  }

  enter(tenant: string, count: number): void {
    for (let call = 0; call < count; call++) {
      const turn = this.#shares.enter(tenant);
      if (turn === null) this.begun.push(tenant);
      else void turn.then(() => this.begun.push(tenant));
    }
  }

  async leave(tenant: string): Promise<void> {
    this.#shares.leave(tenant);
    await Promise.resolve();
  }

  count(tenant: string): number {
    return this.begun.filter((name) => name === tenant).length;
  }
}

function start() {
  const clock = { nowMs: 5_000 };
  const calls = new Calls(
    new TenantShares(
      DEADLINE_MS,
      () => {},
      () => clock.nowMs,
    ),
  );
  return { clock, calls };
}

describe("a tenant's calls", () => {
  test("all begin immediately while no other tenant calls", () => {
    const { calls } = start();
    calls.enter("busy", 500);
    expect(calls.count("busy")).toBe(500);
  });

  test("begin eight at a time while another tenant calls, and that tenant's calls begin immediately", () => {
    const { calls } = start();
    calls.enter("quiet", 1);
    calls.enter("busy", 100);
    calls.enter("quiet", 1);
    expect(calls.count("busy")).toBe(8);
    expect(calls.count("quiet")).toBe(2);
  });

  test("begin one by one as earlier calls of the tenant end", async () => {
    const { calls } = start();
    calls.enter("quiet", 1);
    calls.enter("busy", 20);
    await calls.leave("busy");
    expect(calls.count("busy")).toBe(9);
  });

  test("may be eight at a time, however many tenants call", () => {
    const { calls } = start();
    for (let other = 0; other < 1000; other++) calls.enter(`other ${other}`, 1);
    calls.enter("busy", 100);
    expect(calls.count("busy")).toBe(8);
  });

  test("all begin once the other tenant has made no call for a while", async () => {
    const { clock, calls } = start();
    calls.enter("quiet", 1);
    await calls.leave("quiet");
    calls.enter("busy", 40);
    expect(calls.count("busy")).toBe(8);
    for (const nowMs of [6_000, 7_000, 8_000]) {
      clock.nowMs = nowMs;
      calls.enter("busy", 1);
    }
    await calls.leave("busy");
    expect(calls.count("busy")).toBe(43);
  });

  test("are limited to 512 even while no other tenant calls, so that another finds the next commit free", () => {
    const { calls } = start();
    calls.enter("busy", 600);
    expect(calls.count("busy")).toBe(512);
  });
});

describe("too many waiting calls", () => {
  test("of one tenant are rejected when they fill half of the queue, and the other half is for others", () => {
    const { calls } = start();
    calls.enter("other", 1);
    calls.enter("busy", 8 + 5_000);
    expect(() => calls.enter("busy", 1)).toThrow(OverloadedError);
    calls.enter("other", 7 + 1);
    expect(calls.count("other")).toBe(8);
  });

  test("of all tenants together are rejected, and the error says how many wait", () => {
    const { calls } = start();
    for (const tenant of ["one", "two", "three"]) calls.enter(tenant, 1);
    calls.enter("one", 7 + 4_000);
    calls.enter("two", 7 + 4_000);
    calls.enter("three", 7 + 2_000);
    expect(() => calls.enter("three", 1)).toThrow("10000 calls are already waiting for their turn");
  });

  test("make room as calls end", async () => {
    const { calls } = start();
    calls.enter("other", 1);
    calls.enter("busy", 8 + 5_000);
    await calls.leave("busy");
    calls.enter("busy", 1);
    expect(() => calls.enter("busy", 1)).toThrow(OverloadedError);
  });
});

describe("a call that cannot begin within its deadline is rejected when it arrives", () => {
  /** The excess that rejects one more call of a tenant; null when it may wait. */
  function excessOf(calls: Calls, tenant: string) {
    try {
      calls.enter(tenant, 1);
      return null;
    } catch (error) {
      if (error instanceof ExcessError) return error.excess;
      throw error;
    }
  }

  test("as the excess of its own app, while the app's calls end one after another", async () => {
    const { clock, calls } = start();
    const quietCall = async () => {
      calls.enter("quiet", 1);
      await calls.leave("quiet");
    };
    await quietCall();
    calls.enter("busy", 8 + 30);
    // when a call of the app ends every 200 ms, so that 25 waiting calls take five seconds
    for (let ended = 0; ended < 5; ended++) {
      clock.nowMs += 200;
      await quietCall();
      await calls.leave("busy");
    }
    expect(excessOf(calls, "busy")).toBeNull();
    expect(excessOf(calls, "busy")).toBe("tenant");
    expect(excessOf(calls, "quiet")).toBeNull();
  });

  test("as the excess of the platform, when no call ends", () => {
    const { clock, calls } = start();
    calls.enter("quiet", 1);
    calls.enter("busy", 8 + 1);
    clock.nowMs += DEADLINE_MS;
    expect(excessOf(calls, "busy")).toBeNull();
    clock.nowMs += 1;
    expect(excessOf(calls, "busy")).toBe("platform");
  });
});
