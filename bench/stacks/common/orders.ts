/**
 * The rules of state, for both stacks, over the few statements that each engine offers.
 *
 * An upload uses no transaction: one statement writes it only if it is newer and not locked, then a query
 * looks for its payment. A payment is one statement, then a query for its uploads. Each writes first and
 * looks for the other after that, so of two concurrent ones at least one finds the other. If a crash
 * separates the two steps, `schema-*.sql` completes the match at the next start. A new upload takes two
 * round trips; a transaction with a lock would take five.
 */
export interface Order {
  readonly appid: string;
  readonly orderKey: string;
  readonly openid: string;
  /** Text that sorts by time. */
  readonly uploadInstant: string;
  /** JSON of order_list and logistics_type. */
  readonly details: string;
  readonly receivedAt: string;
}

export type OrderState = "waiting" | "matched" | "mismatched" | "other_form";

export interface StoredOrder extends Order {
  readonly id: number;
  readonly state: string;
  readonly transactionId: string | null;
  readonly paidAt: string | null;
  readonly amountFen: number | null;
}

export interface Payment {
  readonly transactionId: string;
  /** `1:mchid:out_trade_no` */
  readonly tradeKey: string;
  readonly appid: string;
  readonly openid: string;
  readonly amountFen: number;
  readonly paidAt: string;
  readonly body: string;
}

/** The statements of an engine. */
export interface Tables {
  /** Inserts the order as waiting, or replaces one that is older and not matched; else false. */
  upsertOrder(order: Order): Promise<boolean>;
  findOrder(appid: string, orderKey: string): Promise<StoredOrder | null>;
  /** The oldest first. */
  findOrders(appid: string, orderKeys: readonly string[]): Promise<StoredOrder[]>;
  settleOrder(order: OrderName, state: OrderState, payment: Payment): Promise<void>;
  deleteOrder(order: OrderName): Promise<void>;
  /** False if one of its numbers exists already. */
  insertPayment(payment: Payment): Promise<boolean>;
  /** The payment that an order key names, by either of its numbers. */
  findPayment(orderKey: string): Promise<Payment | null>;
  listMatched(appid: string, openid: string, limit: number): Promise<StoredOrder[]>;
}

export type OrderName = Pick<Order, "appid" | "orderKey">;
export type UploadOutcome = "stored" | "repeated" | "refused";
export type PaymentOutcome = "matched" | "waiting" | "mismatched" | "conflict";

export async function putUpload(tables: Tables, order: Order): Promise<UploadOutcome> {
  if (!(await tables.upsertOrder(order))) {
    const stored = await tables.findOrder(order.appid, order.orderKey);
    return stored !== null && isRepeat(stored, order) ? "repeated" : "refused";
  }
  const payment = await tables.findPayment(order.orderKey);
  if (payment === null || payment.appid !== order.appid) return "stored";
  const rivalKey = keysOf(payment).find((key) => key !== order.orderKey) as string;
  const rival = await tables.findOrder(order.appid, rivalKey);
  if (rival !== null && rival.state !== "other_form") {
    await tables.deleteOrder(order);
    return "refused";
  }
  await tables.settleOrder(order, stateFor(order, payment), payment);
  return "stored";
}

export async function putPayment(tables: Tables, payment: Payment): Promise<PaymentOutcome> {
  const isNew = await tables.insertPayment(payment);
  if (!isNew) {
    const recorded = await tables.findPayment(payment.tradeKey);
    if (recorded === null || !isSamePayment(recorded, payment)) return "conflict";
  }
  const [first, ...later] = await tables.findOrders(payment.appid, keysOf(payment));
  if (first === undefined) return "waiting";
  if (!isNew) return first.state === "matched" ? "matched" : "mismatched";
  const state = stateFor(first, payment);
  await tables.settleOrder(first, state, payment);
  for (const order of later) await tables.settleOrder(order, "other_form", payment);
  return state;
}

/** The result of verify, without the description. */
export async function verifyUpload(
  tables: Tables,
  asked: OrderName & { readonly openid: string; readonly mchids: readonly string[] },
): Promise<string> {
  const order = await tables.findOrder(asked.appid, asked.orderKey);
  if (order?.state === "matched") {
    return order.openid === asked.openid ? "SUCCESS" : "PAYER_MISMATCH";
  }
  if (order?.state === "mismatched") return "PAYER_MISMATCH";
  if (order?.state === "other_form") return "ORDER_NUMBER_TYPE_MISMATCH";
  const payment = await tables.findPayment(asked.orderKey);
  if (order === null) {
    const rivals =
      payment?.appid === asked.appid ? await tables.findOrders(asked.appid, keysOf(payment)) : [];
    return rivals.length > 0 ? "ORDER_NUMBER_TYPE_MISMATCH" : "NOT_UPLOADED";
  }
  const isOthers = payment !== null && payment.appid !== asked.appid;
  const isOfItsNumbers = asked.mchids.some((mchid) => payment?.tradeKey.startsWith(`1:${mchid}:`));
  return isOthers && isOfItsNumbers ? "APPID_MISMATCH" : "NOT_PAID";
}

const keysOf = ({ tradeKey, transactionId }: Payment) => [tradeKey, `2:${transactionId}`];

function stateFor(order: Pick<Order, "openid">, payment: Payment): "matched" | "mismatched" {
  return order.openid === payment.openid ? "matched" : "mismatched";
}

function isRepeat(stored: StoredOrder, order: Order): boolean {
  return (
    stored.uploadInstant === order.uploadInstant &&
    stored.openid === order.openid &&
    stored.details === order.details
  );
}

function isSamePayment(a: Payment, b: Payment): boolean {
  return (
    a.appid === b.appid &&
    a.transactionId === b.transactionId &&
    a.tradeKey === b.tradeKey &&
    a.openid === b.openid &&
    a.amountFen === b.amountFen
  );
}
