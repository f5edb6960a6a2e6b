import { readFileSync } from "node:fs";
import type { Language } from "@dingdan/contract";
import { expect, test } from "vitest";
import { TRADE_MOVES, type TradeMove } from "../packages/server/src/domain/trade/moves.js";

/* docs/shipping-management.md draws the states of a payment from the table that the server uses. */

const page = (suffix: string) =>
  readFileSync(new URL(`../docs/shipping-management${suffix}.md`, import.meta.url), "utf8");

test.each([
  ["en", ""],
  ["zh", ".zh-CN"],
] as const)("the moves between the states are those of the server, in %s", (language, suffix) => {
  const moves = Object.keys(TRADE_MOVES).join("|");
  const shown = page(suffix).match(new RegExp(`^\\| \`(?:${moves})\` .*$`, "gm"));
  expect(shown).toEqual(Object.entries(TRADE_MOVES).map((entry) => rowOf(entry, language)));
});

const rowOf = ([name, { from, to, by }]: [string, TradeMove], language: Language) =>
  `| \`${name}\` | ${from.join(", ")} | ${to} | ${by[language]} |`;
