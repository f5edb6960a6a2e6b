import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { limitPieces } from "./body-pieces.js";

/** How many pieces of one size a request takes, of those that come. */
function taken(headers: Readonly<Record<string, string>>, size: number, count: number): number {
  let pushed = 0;
  let stops = 0;
  const request = { headers, push: () => ++pushed > 0 } as unknown as IncomingMessage;
  limitPieces(request, () => stops++);
  for (let piece = 0; piece < count; piece++) request.push(Buffer.alloc(size));
  expect(stops).toBe(pushed < count ? 1 : 0);
  return pushed;
}

const CHUNKED = { "transfer-encoding": "chunked" };

test("a body in tiny pieces is stopped, whether its length is known or not", () => {
  expect(taken(CHUNKED, 1, 60_000)).toBe(1_015);
  expect(taken({ "content-length": "65536" }, 1, 60_000)).toBe(1_015);
});

test("a body in pieces of a usual size is taken, and a short one in any pieces", () => {
  expect(taken(CHUNKED, 64, 32_768)).toBe(32_768);
  expect(taken(CHUNKED, 1, 1_000)).toBe(1_000);
  expect(taken({ "content-length": "16384" }, 1, 16_384)).toBe(16_384);
});
