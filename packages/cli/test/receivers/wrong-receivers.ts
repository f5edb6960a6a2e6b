import { setImmediate } from "node:timers/promises";
import type { ExpectedOrder } from "../../src/notify/orders.js";
import {
  ACCEPTED,
  type Content,
  type Envelope,
  type Received,
  Receiver,
  type Reply,
  refused,
} from "./right-receiver.js";

/* Receivers with one fault each. docs/test-your-receiver.md lists them. */

export interface WrongReceiver {
  /** The fault, as docs/test-your-receiver.md lists it. */
  readonly fault: string;
  readonly Receiver: typeof Receiver;
  /** The cases that fail, or warn, because of it. */
  readonly failing: readonly string[];
  /** What the words of those cases must say. */
  readonly words: RegExp;
}

class WithoutVerification extends Receiver {
  protected override isSigned(): boolean {
    return true;
  }
}

class WelcomesProbes extends Receiver {
  protected override verify(received: Received): Reply | null {
    const signature = String(received.headers["wechatpay-signature"]);
    return signature.startsWith("WECHATPAY/SIGNTEST/") ? ACCEPTED : super.verify(received);
  }

  override async receive(received: Received): Promise<Reply> {
    return this.verify(received) ?? super.receive(received);
  }
}

class WithoutWindow extends Receiver {
  protected override isInTime(timestamp: number): boolean {
    return timestamp > 0;
  }
}

class WithoutSerial extends Receiver {
  protected override keyOf(): string | undefined {
    return [...this.publicKeys.values()][0];
  }
}

class OneKey extends Receiver {
  protected override keyOf(serial: string): string | undefined {
    return serial.startsWith("PUB_KEY_ID_") ? super.keyOf(serial) : undefined;
  }
}

class Reserialises extends Receiver {
  protected override signedBody(body: Buffer): string {
    return JSON.stringify(JSON.parse(String(body)));
  }

  override async receive(received: Received): Promise<Reply> {
    try {
      return await super.receive(received);
    } catch {
      return refused(400, "not JSON");
    }
  }
}

class AnyAmount extends Receiver {
  protected override contradiction(content: Content, order: ExpectedOrder): string | null {
    const problem = super.contradiction(content, order);
    return problem === "another amount" ? null : problem;
  }
}

class AnyMerchant extends Receiver {
  protected override contradiction(content: Content, order: ExpectedOrder): string | null {
    const problem = super.contradiction(content, order);
    return problem === "another merchant number" ? null : problem;
  }
}

class AnyApp extends Receiver {
  protected override contradiction(content: Content, order: ExpectedOrder): string | null {
    const problem = super.contradiction(content, order);
    return problem === "another app" ? null : problem;
  }
}

class BooksEveryCopy extends Receiver {
  protected override async book(order: ExpectedOrder, content: Content): Promise<Reply> {
    this.bookingOf(order.out_trade_no).payments.push(this.totalOf(content));
    return ACCEPTED;
  }
}

class RemembersNoticeIds extends Receiver {
  readonly #ids = new Set<string>();

  protected override async book(
    order: ExpectedOrder,
    content: Content,
    { id }: Envelope,
  ): Promise<Reply> {
    if (!this.#ids.has(id)) this.bookingOf(order.out_trade_no).payments.push(this.totalOf(content));
    this.#ids.add(id);
    return ACCEPTED;
  }
}

class ChecksThenWrites extends Receiver {
  protected override async book(order: ExpectedOrder, content: Content): Promise<Reply> {
    const { payments } = this.bookingOf(order.out_trade_no);
    const isNew = payments.length === 0;
    // The time that a database takes for an answer: other copies arrive meanwhile.
    for (let turn = 0; turn < 50; turn++) await setImmediate();
    if (isNew) payments.push(this.totalOf(content));
    return ACCEPTED;
  }
}

class RefusesCopies extends Receiver {
  protected override async book(
    order: ExpectedOrder,
    content: Content,
    envelope: Envelope,
  ): Promise<Reply> {
    const isPaid = this.bookingOf(order.out_trade_no).payments.length > 0;
    return isPaid ? refused(409, "paid already") : super.book(order, content, envelope);
  }
}

class NeverAnswers extends Receiver {
  protected override book(): Promise<Reply> {
    return new Promise(() => undefined);
  }
}

class AsksForLogin extends Receiver {
  override async receive(): Promise<Reply> {
    return { status: 302, location: "/login" };
  }
}

class FailsWith200 extends Receiver {
  override async receive(received: Received): Promise<Reply> {
    const reply = await super.receive(received);
    return reply.status < 400 ? reply : { ...reply, status: 200 };
  }
}

class LosesEarlyRefunds extends Receiver {
  protected override async refund(content: Content): Promise<Reply> {
    await super.refund(content);
    return ACCEPTED;
  }
}

class CountsClosedRefunds extends Receiver {
  protected override isPaidOut({ refund_status: status }: Content): boolean {
    return status === "SUCCESS" || status === "CLOSED";
  }
}

class KnowsOnlySuccess extends Receiver {
  protected override async refund(content: Content): Promise<Reply> {
    return content.refund_status === "ABNORMAL"
      ? refused(500, "unexpected status")
      : super.refund(content);
  }
}

class ForgetsRefunds extends Receiver {
  protected override async book(
    order: ExpectedOrder,
    content: Content,
    envelope: Envelope,
  ): Promise<Reply> {
    this.bookingOf(order.out_trade_no).refunds.clear();
    return super.book(order, content, envelope);
  }
}

class CrashesOnXml extends Receiver {
  override async receive(received: Received): Promise<Reply> {
    try {
      JSON.parse(String(received.body));
    } catch {
      return { status: 500, body: "SyntaxError: Unexpected token '<'" };
    }
    return super.receive(received);
  }
}

class OnlyOrdinaryPayments extends Receiver {
  protected override orderOf({ out_trade_no: outTradeNo }: Content) {
    return this.orders.get(outTradeNo ?? "");
  }
}

class BooksFirstPart extends Receiver {
  protected override async book(
    order: ExpectedOrder,
    content: Content,
    envelope: Envelope,
  ): Promise<Reply> {
    const { sub_orders: parts } = content;
    if (parts === undefined) return super.book(order, content, envelope);
    return super.book(order, { ...content, sub_orders: parts.slice(0, 1) }, envelope);
  }
}

class OnlyOwnPayments extends Receiver {
  protected override contradiction(content: Content, order: ExpectedOrder): string | null {
    return content.sp_mchid === undefined ? super.contradiction(content, order) : "no mchid";
  }
}

class AcceptsTheUndecryptable extends Receiver {
  protected override decrypt(envelope: Envelope): Content {
    try {
      return super.decrypt(envelope);
    } catch {
      return {};
    }
  }

  protected override async pay(content: Content, envelope: Envelope): Promise<Reply> {
    return Object.keys(content).length === 0 ? ACCEPTED : super.pay(content, envelope);
  }
}

class SmallBodies extends Receiver {
  override async receive(received: Received): Promise<Reply> {
    return received.body.length > 16_384 ? refused(413, "too large") : super.receive(received);
  }
}

class StrictMembers extends Receiver {
  protected override async handle(envelope: Envelope, content: Content): Promise<Reply> {
    const hasUnknown = Object.keys(envelope).length > 6;
    return hasUnknown ? refused(400, "unknown member") : super.handle(envelope, content);
  }
}

class NeedsAssociatedData extends Receiver {
  protected override decrypt(envelope: Envelope): Content {
    if (!envelope.resource.associated_data) throw new Error("associated_data is missing");
    return super.decrypt(envelope);
  }
}

class ComparesWhatTheBuyerPaid extends Receiver {
  protected override totalOf(content: Content): number {
    return content.amount?.payer_total ?? super.totalOf(content);
  }
}

class OneRefundPerOrder extends Receiver {
  protected override async refund(content: Content): Promise<Reply> {
    return super.refund({ ...content, out_refund_no: content.out_trade_no ?? "" });
  }
}

class HandlesRefundNumbersOnce extends Receiver {
  readonly #handled = new Set<string>();

  protected override async refund(content: Content): Promise<Reply> {
    const { out_refund_no: number = "" } = content;
    if (this.#handled.has(number)) return ACCEPTED;
    const reply = await super.refund(content);
    if (reply.status < 400) this.#handled.add(number);
    return reply;
  }
}

export const WRONG_RECEIVERS: readonly WrongReceiver[] = [
  {
    fault: "does not verify the signature",
    Receiver: WithoutVerification,
    failing: ["changed-body", "missing-headers", "probe", "reformatted-body", "wrong-signature"],
    words: /verify the signature/i,
  },
  {
    fault: "welcomes probes as health checks",
    Receiver: WelcomesProbes,
    failing: ["probe"],
    words: /do not treat probes specially/i,
  },
  {
    fault: "does not look at the time of the signature",
    Receiver: WithoutWindow,
    failing: ["future", "stale"],
    words: /5 minutes/,
  },
  {
    fault: "uses one key whatever the serial says",
    Receiver: WithoutSerial,
    failing: ["missing-headers", "rotation", "unknown-serial"],
    words: /Wechatpay-Serial/,
  },
  {
    fault: "knows only one key at a time",
    Receiver: OneKey,
    failing: ["rotation"],
    words: /several keys at a time/,
  },
  {
    fault: "verifies over JSON that it has parsed and written again",
    Receiver: Reserialises,
    failing: ["reformatted-body", "spaced-json"],
    words: /bytes as they arrived/,
  },
  {
    fault: "books any amount",
    Receiver: AnyAmount,
    failing: ["wrong-amount"],
    words: /paid_count is 1, not 0/,
  },
  {
    fault: "books payments to another merchant",
    Receiver: AnyMerchant,
    failing: ["wrong-mchid"],
    words: /Compare mchid/,
  },
  {
    fault: "books payments in another app",
    Receiver: AnyApp,
    failing: ["wrong-appid"],
    words: /Compare appid/,
  },
  {
    fault: "books every copy of a notice",
    Receiver: BooksEveryCopy,
    failing: ["concurrent", "duplicate", "new-id", "payment-after-refund", "redelivery"],
    words: /paid_count is \d, not 1/,
  },
  {
    fault: "recognises copies by the id of the notice",
    Receiver: RemembersNoticeIds,
    failing: ["new-id", "payment-after-refund"],
    words: /paid_count is \d, not 1/,
  },
  {
    fault: "checks the order first and writes later",
    Receiver: ChecksThenWrites,
    failing: ["concurrent"],
    words: /do not check first and write later/,
  },
  {
    fault: "refuses a payment that it has booked",
    Receiver: RefusesCopies,
    failing: [
      "concurrent",
      "duplicate",
      "extra-members",
      "large",
      "new-id",
      "no-associated-data",
      "payment-after-refund",
      "redelivery",
      "rotation",
      "spaced-json",
    ],
    words: /answered 409/,
  },
  {
    fault: "does its work before it answers, for too long",
    Receiver: NeverAnswers,
    failing: ["in-time", "payment"],
    words: /did not answer within/,
  },
  {
    fault: "asks for a login",
    Receiver: AsksForLogin,
    failing: [
      "changed-body",
      "future",
      "missing-headers",
      "no-redirect",
      "other-api-key",
      "payment",
      "probe",
      "reformatted-body",
      "stale",
      "unknown-event",
      "unknown-serial",
      "wrong-amount",
      "wrong-appid",
      "wrong-mchid",
      "wrong-signature",
      "xml-refund",
    ],
    words: /a redirect to \/login/,
  },
  {
    fault: "says FAIL with status 200",
    Receiver: FailsWith200,
    failing: [
      "changed-body",
      "fail-with-200",
      "future",
      "missing-headers",
      "other-api-key",
      "probe",
      "reformatted-body",
      "refund-first",
      "stale",
      "unknown-serial",
      "wrong-signature",
    ],
    words: /WeChat Pay looks only at the status/,
  },
  {
    fault: "loses a refund that arrives before its payment",
    Receiver: LosesEarlyRefunds,
    failing: ["refund-first"],
    words: /refunded_total is 0, not 50/,
  },
  {
    fault: "counts closed refunds as refunded",
    Receiver: CountsClosedRefunds,
    failing: ["refund-closed"],
    words: /refunded_total is 50, not 0/,
  },
  {
    fault: "does not know abnormal refunds",
    Receiver: KnowsOnlySuccess,
    failing: ["refund-abnormal"],
    words: /SUCCESS, CLOSED and ABNORMAL/,
  },
  {
    fault: "forgets refunds when an older payment notice arrives",
    Receiver: ForgetsRefunds,
    failing: ["payment-after-refund"],
    words: /refunded_total is 0, not 50/,
  },
  {
    fault: "ends in an error for XML",
    Receiver: CrashesOnXml,
    failing: ["xml-refund"],
    words: /answered 500/,
  },
  {
    fault: "knows no combined payments",
    Receiver: OnlyOrdinaryPayments,
    failing: ["combined"],
    words: /combine_out_trade_no/,
  },
  {
    fault: "books only the first part of a combined payment",
    Receiver: BooksFirstPart,
    failing: ["combined"],
    words: /handle every entry of sub_orders/,
  },
  {
    fault: "knows no provider mode",
    Receiver: OnlyOwnPayments,
    failing: ["provider"],
    words: /sp_mchid/,
  },
  {
    fault: "accepts what it cannot decrypt",
    Receiver: AcceptsTheUndecryptable,
    failing: ["other-api-key"],
    words: /APIv3 key is probably wrong/,
  },
  {
    fault: "limits bodies to 16 KB",
    Receiver: SmallBodies,
    failing: ["large"],
    words: /body limit/,
  },
  {
    fault: "rejects unknown members",
    Receiver: StrictMembers,
    failing: ["extra-members"],
    words: /members that you do not know/,
  },
  {
    fault: "needs associated_data",
    Receiver: NeedsAssociatedData,
    failing: ["no-associated-data"],
    words: /associated_data/,
  },
  {
    fault: "compares the order with what the buyer paid",
    Receiver: ComparesWhatTheBuyerPaid,
    failing: ["coupon"],
    words: /amount\.total/,
  },
  {
    fault: "keeps one refund for each order",
    Receiver: OneRefundPerOrder,
    failing: ["second-refund"],
    words: /refunded_total is 50, not 100/,
  },
  {
    fault: "handles each out_refund_no once",
    Receiver: HandlesRefundNumbersOnce,
    failing: ["refund-after-abnormal"],
    words: /let SUCCESS replace ABNORMAL/,
  },
];
