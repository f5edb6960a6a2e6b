import { setTimeout } from "node:timers/promises";
import { type Outcome, wordOf } from "./call.js";
import type { Shop } from "./shop.js";

/** One call of a load: what it was, when it began, and how it ended. */
export interface Made {
  readonly what: "upload" | "verify" | "list";
  readonly startedAtMs: number;
  readonly ms: number;
  /** `0`, `-1`, another errcode, `HTTP 503`, `cut`, `refused` or `silence`. */
  readonly word: string;
}

const KINDS = ["upload", "verify", "upload", "list"] as const;

/** A mix of uploads, verifications and lists at a constant rate, whether or not earlier calls were answered. */
export class Load {
  readonly made: Made[] = [];
  readonly #shop: Shop;
  readonly #name: string;
  readonly #perSecond: number;
  readonly #calls = new Set<Promise<void>>();
  readonly #stopped = new AbortController();
  readonly #loop: Promise<void>;

  constructor(
    shop: Shop,
    { name, perSecond }: { readonly name: string; readonly perSecond: number },
  ) {
    this.#shop = shop;
    this.#name = name;
    this.#perSecond = perSecond;
    this.#loop = this.#run();
  }

  /** Stops new calls and resolves when those in progress have ended. */
  async stop(): Promise<readonly Made[]> {
    this.#stopped.abort();
    await this.#loop;
    await Promise.all(this.#calls);
    return this.made;
  }

  async #run(): Promise<void> {
    const startedMs = performance.now();
    for (let number = 0; !this.#stopped.signal.aborted; number++) {
      const dueMs = startedMs + (number * 1000) / this.#perSecond;
      const earlyMs = dueMs - performance.now();
      if (earlyMs > 0) await setTimeout(earlyMs);
      const made = this.#make(number).finally(() => this.#calls.delete(made));
      this.#calls.add(made);
    }
  }

  async #make(number: number): Promise<void> {
    const what = KINDS[number % KINDS.length] as Made["what"];
    const startedAtMs = performance.now();
    const outcome = await this.#send(what, number);
    this.made.push({ what, startedAtMs, ms: outcome.ms, word: wordOf(outcome) });
  }

  #send(what: Made["what"], number: number): Promise<Outcome> {
    if (what === "list") return this.#shop.list();
    const outTradeNo = `${this.#name}-${number}`;
    return what === "upload" ? this.#shop.upload(outTradeNo) : this.#shop.verify(outTradeNo);
  }
}

const ENDED_WITHOUT_ANSWER = new Set(["cut", "refused", "silence"]);

/** True for a call that got no answer at all. */
export const isUnanswered = ({ word }: Made) => ENDED_WITHOUT_ANSWER.has(word);
