import { setTimeout } from "node:timers/promises";
import { text } from "@dingdan/contract";
import type { Finding, SendingCase } from "./check-case.js";
import { differenceOf, type Effects, readEffects } from "./effects.js";
import { type OrderTemplate, orderNumber } from "./orders.js";

/** Where the books of a receiver are read, and how long. */
export interface Books {
  readonly effectsUrl: string;
  readonly template: OrderTemplate;
  /** The pause between two readings of the books of an order. */
  readonly settleMs: number;
  /** When the reading ends, in the time of `performance.now()`. */
  readonly endsAtMs: number;
}

/** How often the books of an order are read at most, while they are not as they should be. */
const READINGS_MAX = 4;

/**
 * Replaces the finding of a case that the books of the receiver decide.
 * @throws EffectsError when they cannot be read in time
 */
export async function compareBooks(
  { name, effects }: SendingCase,
  findings: Map<string, Finding>,
  books: Books,
): Promise<void> {
  const finding = findings.get(name);
  if (effects === undefined || finding === undefined) return;
  if (finding.verdict !== "passed" && finding.verdict !== "unobservable") return;
  const expected = effects.expected(books.template.totalFen);
  const outTradeNo = orderNumber(books.template, effects.order);
  const found = await settledEffects(outTradeNo, expected, books);
  const difference = differenceOf(found, expected);
  if (difference === null) findings.set(name, { ...finding, verdict: "passed" });
  else {
    const words = text(
      `${finding.found.en}; ${outTradeNo}: ${difference.en}`,
      `${finding.found.zh}；${outTradeNo}：${difference.zh}`,
    );
    findings.set(name, { verdict: "failed", found: words });
  }
}

/** What is booked; read again for a while if it is not what is expected, since it may be booked later. */
async function settledEffects(
  outTradeNo: string,
  expected: Effects,
  { effectsUrl, settleMs, endsAtMs }: Books,
): Promise<Effects> {
  for (let reading = 1; ; reading++) {
    const found = await readEffects(effectsUrl, outTradeNo, endsAtMs - performance.now());
    const isLast = reading === READINGS_MAX || performance.now() + settleMs >= endsAtMs;
    if (isLast || differenceOf(found, expected) === null) return found;
    await setTimeout(settleMs);
  }
}
