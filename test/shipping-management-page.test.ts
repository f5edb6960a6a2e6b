import { readFileSync } from "node:fs";
import type { Language } from "@dingdan/contract";
import { expect, test } from "vitest";
import { TRADE_MOVES, type TradeMove } from "../packages/server/src/domain/trade/moves.js";
import {
  COURIER_CONFIRM_MS,
  OTHER_CONFIRM_MS,
  REMIND_SHIPPING_MS,
} from "../packages/server/src/domain/trade/timers.js";

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

const HOUR_MS = 3_600_000;

test("the timers are those of the server", () => {
  const [reminder, courier, other] = [
    REMIND_SHIPPING_MS / HOUR_MS,
    COURIER_CONFIRM_MS / HOUR_MS / 24,
    OTHER_CONFIRM_MS / HOUR_MS / 24,
  ];
  for (const row of [
    `| ${reminder} hours from the payment |`,
    `| ${courier} days from the shipping, couriers |`,
    `| ${other} days from the shipping, others |`,
  ]) {
    expect(page("")).toContain(row);
  }
  for (const row of [
    `| 支付后 ${reminder} 小时 |`,
    `| 发货后 ${courier} 天（物流快递） |`,
    `| 发货后 ${other} 天（其他方式） |`,
  ]) {
    expect(page(".zh-CN")).toContain(row);
  }
});

const rowOf = ([name, { from, to, by }]: [string, TradeMove], language: Language) =>
  `| \`${name}\` | ${from.join(", ")} | ${to} | ${by[language]} |`;
