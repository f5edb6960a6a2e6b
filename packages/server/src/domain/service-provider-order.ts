import {
  INVOICE_STATUS,
  type InvoiceStatus,
  SERVICE_PROVIDER_ORDER_STATUS,
  type ServiceProviderOrderRepresentation,
  type ServiceProviderOrderStatus,
} from "@dingdan/contract";

/** How long an order waits for its payment; after that it times out. */
export const PAYMENT_TIMEOUT_MS = 30 * 60_000;

/** A service provider's purchase of a resource package. */
export interface ServiceProviderOrder {
  readonly appid: string;
  readonly orderId: string;
  readonly status: ServiceProviderOrderStatus;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  /** In fen, as a decimal text: it has 64 bits. */
  readonly orderPrice: string;
  readonly productInfo: ServiceProviderOrderRepresentation["orderProductInfo"];
  readonly paidAtMs: number | null;
  readonly invoice: { readonly appliedAtMs: number; readonly status: InvoiceStatus } | null;
  /** 64 bits: decimal texts. */
  readonly used: string;
  readonly all: string;
}

/** The changes that an operator requests; omitted members are unchanged. */
export interface ServiceProviderOrderMove {
  readonly status?: ServiceProviderOrderStatus;
  readonly invoiceStatus?: InvoiceStatus;
  readonly used?: string;
}

export type MoveDecision =
  | { readonly kind: "moved"; readonly order: ServiceProviderOrder }
  | { readonly kind: "forbidden"; readonly reason: string };

const { TO_BE_PAID, PAID, TIMED_OUT, REFUNDING, REFUNDED, REFUND_FAILED, CANCELLED } =
  SERVICE_PROVIDER_ORDER_STATUS;

/** The statuses that may follow each status. @see service-provider, §3 */
const NEXT_STATUSES: Readonly<Record<ServiceProviderOrderStatus, readonly number[]>> = {
  [TO_BE_PAID]: [PAID, TIMED_OUT, CANCELLED],
  [PAID]: [REFUNDING],
  [TIMED_OUT]: [],
  [REFUNDING]: [REFUNDED, REFUND_FAILED],
  [REFUNDED]: [],
  [REFUND_FAILED]: [REFUNDING],
  [CANCELLED]: [],
};

/** The same for invoices. `none`: no invoice was requested. An issued invoice can still be cancelled. */
const NEXT_INVOICE_STATUSES: Readonly<Record<InvoiceStatus | "none", readonly number[]>> = {
  none: [INVOICE_STATUS.IN_PROGRESS, INVOICE_STATUS.ISSUED],
  [INVOICE_STATUS.IN_PROGRESS]: [
    INVOICE_STATUS.ISSUED,
    INVOICE_STATUS.CANCELLED,
    INVOICE_STATUS.FAILED,
  ],
  [INVOICE_STATUS.ISSUED]: [INVOICE_STATUS.CANCELLED],
  [INVOICE_STATUS.CANCELLED]: [INVOICE_STATUS.IN_PROGRESS],
  [INVOICE_STATUS.FAILED]: [INVOICE_STATUS.IN_PROGRESS],
};

export function newServiceProviderOrder(
  given: Pick<ServiceProviderOrder, "appid" | "orderId" | "orderPrice" | "productInfo" | "all">,
  nowMs: number,
): ServiceProviderOrder {
  return {
    ...given,
    status: TO_BE_PAID,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    paidAtMs: null,
    invoice: null,
    used: "0",
  };
}

/** Decides on the changes of an order: all are applied, or none. */
export function moveServiceProviderOrder(
  order: ServiceProviderOrder,
  move: ServiceProviderOrderMove,
  nowMs: number,
): MoveDecision {
  let next = order;
  if (move.status !== undefined) {
    if (!NEXT_STATUSES[order.status].includes(move.status)) {
      return forbidden(`status ${order.status} cannot become ${move.status}`);
    }
    const paidAtMs = move.status === PAID ? nowMs : order.paidAtMs;
    next = { ...next, status: move.status, paidAtMs };
  }
  if (move.used !== undefined) {
    if (next.paidAtMs === null) return forbidden("an order that was never paid has no usage");
    if (BigInt(move.used) > BigInt(order.all)) {
      return forbidden(`used ${move.used} is more than the ${order.all} bought`);
    }
    next = { ...next, used: String(BigInt(move.used)) };
  }
  if (move.invoiceStatus !== undefined) {
    if (next.paidAtMs === null) return forbidden("an order that was never paid has no invoice");
    const from = order.invoice?.status ?? "none";
    if (!NEXT_INVOICE_STATUSES[from].includes(move.invoiceStatus)) {
      return forbidden(`invoiceStatus ${from} cannot become ${move.invoiceStatus}`);
    }
    // A request after a cancelled or failed invoice is a new request.
    const isRequest = move.invoiceStatus === INVOICE_STATUS.IN_PROGRESS;
    const appliedAtMs = isRequest ? nowMs : (order.invoice?.appliedAtMs ?? nowMs);
    next = { ...next, invoice: { appliedAtMs, status: move.invoiceStatus } };
  }
  return { kind: "moved", order: next === order ? order : { ...next, updatedAtMs: nowMs } };
}

const forbidden = (reason: string): MoveDecision => ({ kind: "forbidden", reason });

const seconds = (timeMs: number) => Math.floor(timeMs / 1000);

/**
 * The order as getOrder shows it: finishPayTime and usage only after the payment, invoiceInfo only after
 * an invoice was requested. Order times are in milliseconds, all others in seconds.
 * The payment starts with the order, so applyPayTime is the creation time.
 */
export function representServiceProviderOrder(
  order: ServiceProviderOrder,
): ServiceProviderOrderRepresentation {
  const { paidAtMs, invoice } = order;
  const isPaid = paidAtMs !== null;
  return {
    orderId: order.orderId,
    status: order.status,
    createTime: order.createdAtMs,
    updateTime: order.updatedAtMs,
    orderPrice: order.orderPrice,
    payInfo: {
      applyPayTime: seconds(order.createdAtMs),
      ...(isPaid ? { finishPayTime: seconds(paidAtMs) } : {}),
    },
    orderProductInfo: order.productInfo,
    ...(invoice === null
      ? {}
      : {
          invoiceInfo: {
            invoiceApplyTime: seconds(invoice.appliedAtMs),
            invoiceStatus: invoice.status,
          },
        }),
    ...(isPaid ? { usage: { used: order.used, all: order.all } } : {}),
  };
}
