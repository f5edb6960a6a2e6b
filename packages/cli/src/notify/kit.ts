import type { SigningKey } from "@dingdan/wechatpay";
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

const SUMMARIES: Readonly<Record<RefundStatus, string>> = {
  SUCCESS: "退款成功",
  ABNORMAL: "退款异常",
  CLOSED: "退款关闭",
};

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

  sendAll(notices: readonly Notice[]): Promise<Answer[]> {
    return Promise.all(notices.map(this.send));
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
    return this.notice({
      eventType: `REFUND.${status}`,
      originalType: "refund",
      summary: SUMMARIES[status],
      resource: refundOf(this.#paid, name, { status, part }),
    });
  }

  notice(content: Parameters<typeof makeNotice>[0], form: NoticeForm = {}): Notice {
    return makeNotice(content, form, this.#keys, this.nowMs());
  }

  #paymentNotice(resource: object, form: NoticeForm): Notice {
    const eventType = "TRANSACTION.SUCCESS";
    const content = { eventType, originalType: "transaction", summary: "支付成功", resource };
    return this.notice(content, form);
  }
}
