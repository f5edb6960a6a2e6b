import { readFileSync } from "node:fs";
import type { Language } from "@dingdan/contract";
import { afterEach, describe, expect, test } from "vitest";
import { ALL_CASES } from "../src/notify/case-list.js";
import { type CaseResult, checkReceiver, DEFAULT_LIMITS } from "../src/notify/check-receiver.js";
import { demoTemplate, expectedOrders } from "../src/notify/orders.js";
import { newTestKeys, signersOf } from "../src/notify/test-keys.js";
import { Receiver, type Reply, refused } from "./receivers/right-receiver.js";
import { type RunningReceiver, serveReceiver } from "./receivers/serve-receiver.js";
import { WRONG_RECEIVERS } from "./receivers/wrong-receivers.js";

/* `dingdan notify check` against one right receiver, built on a public SDK, and against wrong ones. */

const KEYS = newTestKeys("1900000109", Date.now());
const TEMPLATE = demoTemplate(KEYS.mchid);
const ORDERS = expectedOrders(TEMPLATE);

let running: RunningReceiver | null = null;
afterEach(async () => {
  await running?.close();
  running = null;
});

interface CheckForm {
  readonly seesBooks?: boolean;
  readonly answerMs?: number;
  readonly totalMs?: number;
  readonly isSelected?: (name: string) => boolean;
  readonly signer?: "public-key" | "certificate";
  readonly path?: string;
}

async function check(
  receiver: Receiver,
  { seesBooks = true, isSelected, signer, path = "", ...limits }: CheckForm = {},
): Promise<CaseResult[]> {
  running ??= await serveReceiver(receiver);
  const { main, other } = signersOf(KEYS, signer ?? "public-key");
  return checkReceiver({
    url: running.url + path,
    paid: { template: TEMPLATE, paidAt: KEYS.created_at },
    keys: { apiV3Key: KEYS.api_v3_key, signer: main },
    otherSigner: other,
    effectsUrl: seesBooks ? running.effectsUrl : null,
    isSelected: isSelected ?? (() => true),
    limits: { ...DEFAULT_LIMITS, ...limits, settleMs: 0 },
    nowMs: Date.now,
    onProgress: () => undefined,
  });
}

const readText = (path: string) =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const readPage = (suffix: string) => readText(`docs/test-your-receiver${suffix}.md`);

const newReceiver = (Kind: typeof Receiver = Receiver) => new Kind(KEYS, ORDERS);

const verdictsOf = (results: readonly CaseResult[]) =>
  Object.fromEntries(results.map(({ words, finding }) => [words.name, finding.verdict]));

const namesWith = (results: readonly CaseResult[], ...verdicts: string[]) =>
  results
    .filter(({ finding }) => verdicts.includes(finding.verdict))
    .map(({ words }) => words.name)
    .toSorted();

const wordsOf = ({ words, finding }: CaseResult, language: Language) =>
  [finding.found, words.title, words.rule, words.fix].map((one) => one[language]).join("\n");

describe("a right receiver", () => {
  test("passes every case when its books are visible, and again in a second check", async () => {
    const receiver = newReceiver();
    for (let round = 0; round < 2; round++) {
      const verdicts = verdictsOf(await check(receiver));
      expect(Object.keys(verdicts)).toEqual(ALL_CASES.map(({ name }) => name));
      expect(new Set(Object.values(verdicts))).toEqual(new Set(["passed"]));
    }
  });

  test("passes with platform certificates as the main key", async () => {
    const results = await check(newReceiver(), { signer: "certificate" });
    expect(namesWith(results, "failed", "warning")).toEqual([]);
  });

  test("without a view of its books, what is booked is reported as not observable", async () => {
    const results = await check(newReceiver(), { seesBooks: false });
    expect(namesWith(results, "failed", "warning", "skipped")).toEqual([]);
    expect(namesWith(results, "unobservable")).toEqual([
      "combined",
      "concurrent",
      "coupon",
      "duplicate",
      "new-id",
      "payment-after-refund",
      "redelivery",
      "refund",
      "refund-abnormal",
      "refund-after-abnormal",
      "refund-closed",
      "refund-first",
      "second-refund",
    ]);
  });

  test("is sent nothing when its URL has a query", async () => {
    const receiver = newReceiver();
    const results = await check(receiver, { path: "?shop=1" });
    expect(namesWith(results, "failed")).toEqual(["url"]);
    expect(namesWith(results, "passed", "warning", "unobservable")).toEqual([]);
    expect(receiver.bookingOf("DDCHECK-01").payments).toEqual([]);
  });
});

test("a receiver that refuses everything passes no case about what must be refused", async () => {
  class RefusesAll extends Receiver {
    override async receive(): Promise<Reply> {
      return refused(404, "no such page");
    }
  }
  const results = await check(newReceiver(RefusesAll));
  expect(namesWith(results, "failed")).toEqual(["payment"]);
  expect(namesWith(results, "passed")).toEqual([
    "answer-ends",
    "fail-with-200",
    "in-time",
    "no-redirect",
    "url",
  ]);
});

test("the reason that a receiver gives is shown, without line breaks and not in full length", async () => {
  class Crashes extends Receiver {
    override async receive(): Promise<Reply> {
      return refused(500, `no such\n  table ${"x".repeat(1_000)}`);
    }
  }
  for (const name of ["payment", "probe"]) {
    const isSelected = (one: string) => one === name;
    const [result] = await check(newReceiver(Crashes), { isSelected });
    expect(result?.finding.found.en).toMatch(/^answered 500: no such table x{226}…$/);
    expect(result?.finding.found.zh).toMatch(/^应答 500：no such table x{226}…$/);
  }
});

test("a case that the time of the check does not suffice for has failed, and says so", async () => {
  const results = await check(newReceiver(), {
    totalMs: 0,
    isSelected: (name) => name === "probe",
  });
  expect(namesWith(results, "failed")).toEqual(["probe"]);
  expect(results[0]?.finding.found.en).toContain("not finished in the time of the check");
});

describe("a receiver with one fault", () => {
  test("is one of at least 15", () => {
    expect(WRONG_RECEIVERS.length).toBeGreaterThanOrEqual(15);
  });

  test.each(WRONG_RECEIVERS)("that $fault fails for that", async (wrong) => {
    // The receiver that never answers is given up sooner than by WeChat Pay.
    const answerMs = wrong.failing.includes("in-time") ? 400 : 5_000;
    const results = await check(newReceiver(wrong.Receiver), { answerMs });
    expect(namesWith(results, "failed", "warning")).toEqual(wrong.failing);
    const failing = results.filter(({ words }) => wrong.failing.includes(words.name));
    expect(failing.map((result) => wordsOf(result, "en")).join("\n")).toMatch(wrong.words);
  });

  test.each(["", ".zh-CN"])(
    "is listed in docs/test-your-receiver%s.md with its cases",
    (suffix) => {
      const rows = readPage(suffix)
        .split("\n")
        .filter((line) => line.startsWith("| "));
      for (const { fault, failing } of WRONG_RECEIVERS) {
        const cells = failing.map((name) => `\`${name}\``).join(", ");
        const isListed = (row: string) => row.includes(`| ${cells} |`);
        const found = rows.filter(isListed);
        expect(found.length, `${fault}: ${cells}`).toBeGreaterThan(0);
        if (suffix === "") expect(found.join("\n")).toContain(fault);
      }
    },
  );
});

test.each([
  ["en", ""],
  ["zh", ".zh-CN"],
] as const)("docs/test-your-receiver lists every case in %s", (language, suffix) => {
  const page = readPage(suffix);
  for (const { name, title, source } of ALL_CASES) {
    const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` | `));
    expect(row).toContain(`| ${title[language]} |`);
    expect(row).toContain(source);
  }
});

test("the pages name the number of the cases, and of the wrong receivers", () => {
  const cases = String(ALL_CASES.length);
  for (const page of ["README.md", "docs/test-your-receiver.md", "CHANGELOG.md"]) {
    expect(readText(page)).toContain(` in ${cases} cases`);
  }
  for (const page of ["README.zh-CN.md", "docs/test-your-receiver.zh-CN.md"]) {
    expect(readText(page)).toContain(`以 ${cases} 个用例`);
  }
  const wrong = WRONG_RECEIVERS.length;
  expect(readPage("")).toContain(`${wrong} receivers with one deliberate fault`);
  expect(readPage(".zh-CN")).toContain(`${wrong} 个各有一处故意错误的接收端`);
});

test("every case has words in both languages and an address", () => {
  for (const { title, rule, fix, source } of ALL_CASES) {
    for (const words of [title, rule, fix]) {
      expect(words.en).not.toBe("");
      expect(words.zh).toMatch(/[\u4E00-\u9FFF]/u);
    }
    expect(source).toMatch(/^https:\/\//);
  }
  expect(new Set(ALL_CASES.map(({ name }) => name)).size).toBe(ALL_CASES.length);
});
