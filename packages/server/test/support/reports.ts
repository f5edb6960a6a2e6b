import { expect } from "vitest";
import type { FakeWeChatPay } from "./notices.js";
import { refundOf } from "./payments.js";
import { type Loose, paymentFor, shipping } from "./requests.js";

/** What is reported of one order. */
export const REPORTS = ["upload", "payment", "payment again", "shipping", "refund"] as const;
export type Report = (typeof REPORTS)[number];

/** Every order of a list. */
export function permutations<T>(list: readonly T[]): T[][] {
  if (list.length <= 1) return [[...list]];
  return list.flatMap((first, index) =>
    permutations(list.toSpliced(index, 1)).map((rest) => [first, ...rest]),
  );
}

export interface SenderParts {
  /** The processes of one database; each report goes to the next of them. */
  readonly urls: readonly string[];
  /** The merchant's app. */
  readonly appid: string;
  readonly accessToken: string;
  readonly wechat: FakeWeChatPay;
}

/** Sends the reports of one order; each copy goes to the next process. */
export class ReportSender {
  readonly #urls: readonly string[];
  readonly #appid: string;
  readonly #accessToken: string;
  readonly #wechat: FakeWeChatPay;
  #sent = 0;

  constructor({ urls, appid, accessToken, wechat }: SenderParts) {
    this.#urls = urls;
    this.#appid = appid;
    this.#accessToken = accessToken;
    this.#wechat = wechat;
  }

  async send(report: Report, request: Loose): Promise<void> {
    const payment = paymentFor(request, { appid: this.#appid });
    switch (report) {
      case "upload":
        await this.#call("/user-order/orders", request);
        return;
      case "shipping": {
        // Before its order exists it is refused, and a merchant sends it again: nothing depends on it.
        const { order_key } = request;
        await this.#call("/user-order/orders/shippings", shipping({ order_key }));
        return;
      }
      case "payment":
      case "payment again":
        return this.#notify("TRANSACTION.SUCCESS", payment);
      case "refund":
        return this.#notify("REFUND.SUCCESS", refundOf(payment, { total: 9900, refund: 9900 }));
    }
  }

  async #notify(eventType: "TRANSACTION.SUCCESS" | "REFUND.SUCCESS", object: Loose) {
    const { headers, body } = this.#wechat.notice(eventType, object);
    const answer = await fetch(this.#nextUrl() + this.#wechat.path, {
      method: "POST",
      headers,
      body,
    });
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
  }

  async #call(path: string, body: Loose): Promise<void> {
    const url = `${this.#nextUrl()}${path}?access_token=${this.#accessToken}`;
    const answer = await fetch(url, { method: "POST", body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    const { errcode } = (await answer.json()) as { errcode: number };
    expect(errcode).not.toBe(-1);
  }

  #nextUrl(): string {
    return this.#urls[this.#sent++ % this.#urls.length] as string;
  }
}
