import { expect, test } from "vitest";
import { serverLimits, shutdownTimes } from "./server-limits.js";

test("connections stay below the descriptor limit of the process", () => {
  expect(serverLimits({}, 1_048_576)).toMatchObject({
    connectionsMax: 10_000,
    connectionsPerAddressMax: 5_000,
  });
  expect(serverLimits({ connectionsMax: 50_000 }, 1_024)).toMatchObject({
    connectionsMax: 768,
    connectionsPerAddressMax: 384,
  });
  expect(serverLimits({ connectionsMax: 10, connectionsPerAddressMax: 99 }, 1_024)).toMatchObject({
    connectionsMax: 10,
    connectionsPerAddressMax: 10,
  });
});

test("a sandbox stops without a delay", () => {
  expect(shutdownTimes()).toEqual({ delayMs: 1_500, deadlineMs: 10_000 });
  expect(shutdownTimes({}, true)).toEqual({ delayMs: 0, deadlineMs: 10_000 });
  expect(shutdownTimes({ delayMs: 20 }, true)).toEqual({ delayMs: 20, deadlineMs: 10_000 });
});
