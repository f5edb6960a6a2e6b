import { type SigningKey, SUMMARIES } from "@dingdan/wechatpay";
import type { Answer } from "./answer.js";
import { makeNotice, type Notice, type NoticeForm, type NoticeKeys } from "./notice.js";
import type { OrderName, OrderTemplate } from "./orders.js";
import {
  combinedTransactionOf,
  type Paid,
  providerTransactionOf,
  type RefundPart,
  type RefundStatus,
  refundOf,
  transactionOf,
} from "./resources.js";

export interface KitParts {
  readonly paid: Paid;
  readonly keys: NoticeKeys;
  /** The key to which WeChat Pay changes. */
  readonly otherSigner: SigningKey;
  readonly nowMs: () => number;
  readonly send: (notice: Notice) => Promise<Answer>;
}

/** What a case uses: it makes the notices of a check and sends them to the receiver. */
export class Kit {
  readonly template: OrderTemplate;
  readonly signer: SigningKey;
  readonly otherSigner: SigningKey;
  readonly nowMs: () => number;
  readonly send: (notice: Notice) => Promise<Answer>;
  readonly #paid: Paid;
  readonly #keys: NoticeKeys;

  constructor({ paid, keys, otherSigner, nowMs, send }: KitParts) {
    this.template = paid.template;
    this.signer = keys.signer;
    this.otherSigner = otherSigner;
    this.nowMs = nowMs;
    this.send = send;
    this.#paid = paid;
    this.#keys = keys;
  }

  /** Sends notices at the same time. */
  sendAll(notices: readonly Notice[]): Promise<Answer[]> {
    return Promise.all(notices.map(this.send));
  }

  /** Sends each notice after the answer to the one before. */
  async sendInTurn(notices: readonly Notice[]): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const notice of notices) answers.push(await this.send(notice));
    return answers;
  }

  /** A notice of an ordinary payment. @param changes members that differ from the order */
  payment(name: OrderName, form: NoticeForm = {}, changes: object = {}): Notice {
    return this.#paymentNotice({ ...transactionOf(this.#paid, name), ...changes }, form);
  }

  combined(): Notice {
    return this.#paymentNotice(combinedTransactionOf(this.#paid), {});
  }

  provider(): Notice {
    return this.#paymentNotice(providerTransactionOf(this.#paid), {});
  }

  refund(name: OrderName, status: RefundStatus = "SUCCESS", part: RefundPart = "first"): Notice {
    const eventType = `REFUND.${status}` as const;
    return this.notice({
      eventType,
      originalType: "refund",
      summary: SUMMARIES[eventType],
      resource: refundOf(this.#paid, name, { status, part }),
    });
  }

  notice(content: Parameters<typeof makeNotice>[0], form: NoticeForm = {}): Notice {
    return makeNotice(content, form, this.#keys, this.nowMs());
  }

  #paymentNotice(resource: object, form: NoticeForm): Notice {
    const eventType = "TRANSACTION.SUCCESS";
    const summary = SUMMARIES[eventType];
    const content = { eventType, originalType: "transaction", summary, resource };
    return this.notice(content, form);
  }
}
