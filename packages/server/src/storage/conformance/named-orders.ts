import type { NumberedOrder, OrderStore } from "../store.js";
import {
  APPID,
  anUpload,
  aPayment,
  BUYER,
  type GivenUpload,
  merchantKey,
  sentUpload,
} from "./samples.js";

/** Orders with names. A name is the out_trade_no and, after a 4, the transaction_id. */
export class NamedOrders {
  readonly #orders: OrderStore;

  constructor(orders: OrderStore) {
    this.#orders = orders;
  }

  async upload(name: string, given: GivenUpload = {}): Promise<void> {
    const orderKey = merchantKey(name);
    await this.#orders.put(
      sentUpload(anUpload({ orderKey, merchantOrderNos: [`no ${name}`], ...given })),
    );
  }

  async pay(name: string, given: Parameters<typeof aPayment>[0] = {}): Promise<void> {
    await this.#orders.putPayment(
      aPayment({ outTradeNo: name, transactionId: `4${name}`, ...given }),
    );
  }

  /** Makes a matched order that is uploaded `delayMs` after its payment. */
  async match(name: string, paidAtMs: number, delayMs = 0, given: GivenUpload = {}): Promise<void> {
    const payer = { appid: given.appid ?? APPID, openid: given.openid ?? BUYER };
    await this.pay(name, { paidAtMs, ...payer });
    await this.upload(name, { ...given, receivedAtMs: paidAtMs + delayMs });
  }
}

export const namesOf = (orders: readonly NumberedOrder[]) =>
  orders.map(({ upload }) => upload.orderKey.split(":").at(-1));
