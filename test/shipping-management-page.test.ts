import { readFileSync } from "node:fs";
import { DIAGNOSES, type DiagnosisId, type Language, TRADE_DIAGNOSES } from "@dingdan/contract";
import { expect, test } from "vitest";
import { TRADE_MOVES, type TradeMove } from "../packages/server/src/domain/trade/moves.js";
import {
  COURIER_CONFIRM_MS,
  OTHER_CONFIRM_MS,
  REMIND_SHIPPING_MS,
} from "../packages/server/src/domain/trade/timers.js";
import { DIAGNOSES_OF } from "../packages/server/test/shipping-management/labelled/diagnoses-of.js";
import { LABELLED_CALLS } from "../packages/server/test/shipping-management/labelled-calls.js";

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

/** A row of the table of causes: the codes that it is about, and the diagnoses that it names. */
interface Causes {
  readonly codes: readonly number[];
  readonly ids: readonly string[];
}

function causesOn(suffix: string): Causes[] {
  const [, table = ""] =
    /\n\|[^\n]*`explain`[^\n]*\|\n\|[-|]+\|\n((?:\|[^\n]*\n)+)/.exec(page(suffix)) ?? [];
  return table
    .trim()
    .split("\n")
    .map((row) => {
      const [answer = "", , names = ""] = row.slice(2, -2).split(" | ");
      const codes = answer.match(/\b(?:0|\d{5,9})\b/g) ?? [];
      return {
        codes: codes.map(Number),
        ids: Array.from(names.matchAll(/`([\w-]+)`/g), ([, id = ""]) => id),
      };
    });
}

/** Diagnoses of calls that succeed as they should, and one that no call can have. */
const NO_FAULT: readonly string[] = [
  "receipt-not-confirmed",
  "confirmed-by-buyer",
  "confirmed-by-timer",
  "no-description",
];

test.each(["", ".zh-CN"])("the causes are those that a call is explained with%s", (suffix) => {
  const named = causesOn(suffix).flatMap(({ ids }) => ids);
  expect(named.filter((id) => !Object.hasOwn(DIAGNOSES, id))).toEqual([]);
  const missing = Object.keys(TRADE_DIAGNOSES).filter((id) => !named.includes(id));
  expect(missing.toSorted()).toEqual(NO_FAULT.toSorted());
  expect(causesOn(suffix)).toEqual(causesOn(""));
});

test("each mistake that merchants make is in the row of the code that answers it", () => {
  const rows = causesOn("");
  const isShown = (errcode: number, ids: readonly DiagnosisId[]) =>
    rows.some((row) => row.codes.includes(errcode) && ids.some((id) => row.ids.includes(id)));
  const unshown = LABELLED_CALLS.filter(
    ({ errcode, cause }) => !isShown(errcode, DIAGNOSES_OF[cause]),
  );
  expect(unshown.map(({ id, errcode, cause }) => `${errcode} ${cause}: ${id}`)).toEqual([]);
});

const rowOf = ([name, { from, to, by }]: [string, TradeMove], language: Language) =>
  `| \`${name}\` | ${from.join(", ")} | ${to} | ${by[language]} |`;
