import { expect, test } from "vitest";
import { LimitHits } from "./limit-hits.js";

test("each hit is counted, and one limit logs a line in ten seconds with the hits since then", () => {
  const lines: unknown[][] = [];
  let nowMs = 1_000;
  const hits = new LimitHits({ warn: (...line: unknown[]) => void lines.push(line) }, () => nowMs);

  for (let number = 0; number < 100; number++) hits.hit("guesses", { door: "console" });
  nowMs += 10_000;
  hits.hit("guesses");
  hits.hit("connections");

  expect(lines.map(([facts]) => facts)).toEqual([
    { limit: "guesses", hits: 1, door: "console" },
    { limit: "guesses", hits: 100 },
    { limit: "connections", hits: 1 },
  ]);
  expect(hits.count("guesses")).toEqual({ hits: 101, lastAtMs: 11_000 });
  expect(hits.count("log_lines")).toEqual({ hits: 0, lastAtMs: null });
});
