import { isObject, type Text, text } from "@dingdan/contract";
import { reasonOf } from "../errors.js";
import { combinedFen } from "./orders.js";
import { refundFen } from "./resources.js";

/** What a receiver has booked of an order, as its `--effects-url` answers. Amounts are in fen. */
export interface Effects {
  readonly paid_total: number;
  readonly paid_count: number;
  readonly refunded_total: number;
}

export const NOTHING = (): Effects => ({ paid_total: 0, paid_count: 0, refunded_total: 0 });

export const PAID_ONCE = (totalFen: number): Effects => ({
  paid_total: totalFen,
  paid_count: 1,
  refunded_total: 0,
});

/** Of a combined order, all parts together. */
export const COMBINED_PAID_ONCE = (totalFen: number): Effects => PAID_ONCE(combinedFen(totalFen));

export const PAID_AND_REFUNDED = (totalFen: number): Effects => ({
  ...PAID_ONCE(totalFen),
  refunded_total: refundFen(totalFen),
});

export const REFUNDED_IN_FULL = (totalFen: number): Effects => ({
  ...PAID_ONCE(totalFen),
  refunded_total: totalFen,
});

/** The effects could not be read. The message ends the sentence "--effects-url …". */
export class EffectsError extends Error {
  override readonly name = "EffectsError";
  readonly text: Text;

  constructor(words: Text) {
    super(words.en);
    this.text = words;
  }
}

const TIMEOUT_MS_MAX = 5_000;
const PLACEHOLDER = "{out_trade_no}";

/**
 * Asks the receiver what it has booked of an order.
 * @param url with `{out_trade_no}`; without it, the number is added as a query parameter
 * @param leftMs how long the caller waits; at most {@link TIMEOUT_MS_MAX}
 * @throws EffectsError
 */
export async function readEffects(
  url: string,
  outTradeNo: string,
  leftMs = TIMEOUT_MS_MAX,
): Promise<Effects> {
  const timeoutMs = Math.ceil(Math.min(Math.max(leftMs, 1), TIMEOUT_MS_MAX));
  let status: number;
  let source: string;
  try {
    const answer = await fetch(effectsAddress(url, outTradeNo), {
      signal: AbortSignal.timeout(timeoutMs),
    });
    status = answer.status;
    source = await answer.text();
  } catch (error) {
    if ((error as Error).name === "TimeoutError") throw new EffectsError(tooLate(outTradeNo));
    const reason = reasonOf(error);
    throw new EffectsError(text(`cannot be reached: ${reason}`, `无法连接：${reason}`));
  }
  if (status !== 200) {
    throw new EffectsError(
      text(`answered ${status} for ${outTradeNo}`, `对 ${outTradeNo} 应答 ${status}`),
    );
  }
  return parseEffects(source, outTradeNo);
}

const tooLate = (outTradeNo: string) =>
  text(`did not answer in time for ${outTradeNo}`, `未在时限内对 ${outTradeNo} 作出应答`);

export function effectsAddress(url: string, outTradeNo: string): string {
  const number = encodeURIComponent(outTradeNo);
  if (url.includes(PLACEHOLDER)) return url.replaceAll(PLACEHOLDER, number);
  const address = new URL(url);
  address.searchParams.set("out_trade_no", outTradeNo);
  return address.href;
}

function parseEffects(source: string, outTradeNo: string): Effects {
  let value: unknown;
  try {
    value = JSON.parse(source) as unknown;
  } catch {
    throw new EffectsError(
      text(`answered no JSON for ${outTradeNo}`, `对 ${outTradeNo} 的应答不是 JSON`),
    );
  }
  const members = isObject(value) ? value : {};
  for (const name of Object.keys(NOTHING())) {
    if (Number.isSafeInteger(members[name])) continue;
    throw new EffectsError(
      text(
        `answered without an integer ${name} for ${outTradeNo}`,
        `对 ${outTradeNo} 的应答缺少整数 ${name}`,
      ),
    );
  }
  return members as unknown as Effects;
}

/** The members that differ, for people: `paid_count is 2, not 1`; null if none. */
export function differenceOf(found: Effects, expected: Effects): Text | null {
  const names = Object.keys(expected) as (keyof Effects)[];
  const different = names.filter((name) => found[name] !== expected[name]);
  if (different.length === 0) return null;
  const list = (words: (name: keyof Effects) => string, separator: string) =>
    different.map(words).join(separator);
  return text(
    list((name) => `${name} is ${found[name]}, not ${expected[name]}`, ", "),
    list((name) => `${name} 为 ${found[name]}，应为 ${expected[name]}`, "，"),
  );
}
