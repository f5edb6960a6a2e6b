import type { OrderStatus } from "@dingdan/contract";

/** The times by which the list is filtered: when an order first arrived, or when it was refunded. */
export const SPAN_KINDS = ["received", "refunded"] as const;
export type SpanKind = (typeof SPAN_KINDS)[number];

const NAMES = {
  received: { from: "from", to: "to" },
  refunded: { from: "refunded_from", to: "refunded_to" },
} as const;

type SpanName = (typeof NAMES)[SpanKind]["from" | "to"];
type SpanFilters = Readonly<Partial<Record<SpanName | "status", string>>>;

interface Span {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const REFUND_LISTS: ReadonlySet<string | undefined> = new Set<OrderStatus>([
  "refund_in_progress",
  "partly_refunded",
  "refunded",
]);

/** Which time the filters mean. Without a span, lists of refunds are about the time of the refund. */
export function spanKindOf(filters: SpanFilters, chosen: SpanKind | null = null): SpanKind {
  const isSet = (kind: SpanKind) => {
    const { from, to } = spanOf(filters, kind);
    return from !== undefined || to !== undefined;
  };
  const usual = REFUND_LISTS.has(filters.status) ? "refunded" : "received";
  return (["refunded", "received"] as const).find(isSet) ?? chosen ?? usual;
}

export const spanOf = (filters: SpanFilters, kind: SpanKind): Span => ({
  from: filters[NAMES[kind].from],
  to: filters[NAMES[kind].to],
});

/** The changes that leave this span as the only one. */
export const spanChanges = (
  kind: SpanKind,
  { from, to }: Span,
): Record<SpanName, string | undefined> => ({
  from: undefined,
  to: undefined,
  refunded_from: undefined,
  refunded_to: undefined,
  [NAMES[kind].from]: from,
  [NAMES[kind].to]: to,
});

/**
 * The changes that lead to the list of a status. A span that is set stays, and means the time of the
 * refund in lists of refunds; the list of all orders takes either.
 */
export function statusChanges(filters: SpanFilters, status: string | undefined) {
  const before = spanKindOf(filters);
  const kind = status === undefined ? before : spanKindOf({ status });
  return { status, ...spanChanges(kind, spanOf(filters, before)) };
}
