import type { IncomingHttpHeaders } from "node:http";
import wechatpay from "wechatpay-axios-plugin";
import type { ExpectedOrder, ExpectedPart } from "../../src/notify/orders.js";
import type { TestKeys } from "../../src/notify/test-keys.js";

/* A merchant's receiver of notices, as it should be. It is built on a public SDK of the npm registry. */

const { Aes, Formatter, Rsa } = wechatpay;

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}

export interface Envelope {
  readonly id: string;
  readonly event_type: string;
  readonly resource: {
    readonly ciphertext: string;
    readonly nonce: string;
    readonly associated_data?: string;
  };
}

/** A decrypted transaction, combined transaction or refund, as far as the receiver reads it. */
export interface Content {
  readonly mchid?: string;
  readonly sp_mchid?: string;
  readonly combine_mchid?: string;
  readonly appid?: string;
  readonly sp_appid?: string;
  readonly combine_appid?: string;
  readonly out_trade_no?: string;
  readonly combine_out_trade_no?: string;
  readonly out_refund_no?: string;
  readonly refund_status?: string;
  readonly amount?: {
    readonly total: number;
    readonly payer_total: number;
    readonly refund: number;
  };
  readonly sub_orders?: readonly (ExpectedPart & {
    readonly amount: { readonly total_amount: number };
  })[];
}

/** What is booked of an order. */
export class Booking {
  readonly payments: number[] = [];
  readonly refunds = new Map<string, number>();

  get effects() {
    const sum = (amounts: Iterable<number>) => [...amounts].reduce((a, b) => a + b, 0);
    return {
      paid_total: sum(this.payments),
      paid_count: this.payments.length,
      refunded_total: sum(this.refunds.values()),
    };
  }
}

export const ACCEPTED: Reply = { status: 204 };
export const refused = (status: number, message: string): Reply => ({
  status,
  body: JSON.stringify({ code: "FAIL", message }),
});

const WINDOW_S = 300;

export class Receiver {
  protected readonly publicKeys: ReadonlyMap<string, string>;
  protected readonly orders: ReadonlyMap<string, ExpectedOrder>;
  protected readonly bookings = new Map<string, Booking>();
  readonly #apiV3Key: string;

  constructor(keys: TestKeys, orders: readonly ExpectedOrder[]) {
    const { public_key: publicKey, certificate } = keys;
    this.publicKeys = new Map([
      [publicKey.id, publicKey.pem],
      [certificate.serial, certificate.pem],
    ]);
    this.orders = new Map(orders.map((order) => [order.out_trade_no, order]));
    this.#apiV3Key = keys.api_v3_key;
  }

  async receive(received: Received): Promise<Reply> {
    const refusal = this.verify(received);
    if (refusal !== null) return refusal;
    try {
      const envelope = JSON.parse(String(received.body)) as Envelope;
      return await this.handle(envelope, this.decrypt(envelope));
    } catch {
      return refused(400, "not a notification");
    }
  }

  bookingOf(outTradeNo: string): Booking {
    const booking = this.bookings.get(outTradeNo) ?? new Booking();
    this.bookings.set(outTradeNo, booking);
    return booking;
  }

  /** Null when the signature is right. */
  protected verify({ headers, body }: Received): Reply | null {
    const header = (name: string) => String(headers[`wechatpay-${name}`] ?? "");
    const timestamp = header("timestamp");
    if (!this.isInTime(Number(timestamp))) return refused(401, "too old, or in the future");
    const key = this.keyOf(header("serial"));
    if (key === undefined) return refused(401, "unknown serial");
    const message = Formatter.response(timestamp, header("nonce"), this.signedBody(body));
    return this.isSigned(message, header("signature"), key)
      ? null
      : refused(401, "wrong signature");
  }

  protected isInTime(timestamp: number): boolean {
    return Math.abs(Date.now() / 1000 - timestamp) <= WINDOW_S;
  }

  protected keyOf(serial: string): string | undefined {
    return this.publicKeys.get(serial);
  }

  protected signedBody(body: Buffer): string {
    return body.toString("utf8");
  }

  protected isSigned(message: string, signature: string, key: string): boolean {
    return Rsa.verify(message, signature, key);
  }

  protected decrypt({ resource }: Envelope): Content {
    const { ciphertext, nonce, associated_data: associatedData = "" } = resource;
    return JSON.parse(
      Aes.AesGcm.decrypt(ciphertext, this.#apiV3Key, nonce, associatedData),
    ) as Content;
  }

  protected async handle(envelope: Envelope, content: Content): Promise<Reply> {
    if (envelope.event_type === "TRANSACTION.SUCCESS") return this.pay(content, envelope);
    if (envelope.event_type.startsWith("REFUND.")) return this.refund(content);
    return ACCEPTED;
  }

  protected async pay(content: Content, envelope: Envelope): Promise<Reply> {
    const order = this.orderOf(content);
    if (order === undefined) return refused(404, "no such order");
    const problem = this.contradiction(content, order);
    if (problem !== null) return refused(400, problem);
    return this.book(order, content, envelope);
  }

  protected orderOf({ combine_out_trade_no: combined, out_trade_no: ordinary }: Content) {
    return this.orders.get(combined ?? ordinary ?? "");
  }

  protected contradiction(content: Content, order: ExpectedOrder): string | null {
    const { combine_mchid, sp_mchid, mchid, combine_appid, sp_appid, appid } = content;
    if ((combine_mchid ?? sp_mchid ?? mchid) !== order.mchid) return "another merchant number";
    if ((combine_appid ?? sp_appid ?? appid) !== order.appid) return "another app";
    return this.totalOf(content) === order.total ? null : "another amount";
  }

  protected totalOf({ sub_orders: parts, amount }: Content): number {
    if (parts === undefined) return amount?.total ?? 0;
    return parts.reduce((sum, part) => sum + part.amount.total_amount, 0);
  }

  /** Checks and books without a pause in between, so that copies cannot come between the two. */
  protected async book(
    order: ExpectedOrder,
    content: Content,
    _envelope: Envelope,
  ): Promise<Reply> {
    const { payments } = this.bookingOf(order.out_trade_no);
    if (payments.length === 0) payments.push(this.totalOf(content));
    return ACCEPTED;
  }

  protected async refund(content: Content): Promise<Reply> {
    const { out_trade_no: outTradeNo = "", out_refund_no: number = "", amount } = content;
    const { payments, refunds } = this.bookingOf(outTradeNo);
    if (payments.length === 0) return refused(409, "not paid yet");
    if (this.isPaidOut(content)) refunds.set(number, amount?.refund ?? 0);
    return ACCEPTED;
  }

  protected isPaidOut({ refund_status: status }: Content): boolean {
    return status === "SUCCESS";
  }
}
