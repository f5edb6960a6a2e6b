import {
  ATTENTION_ITEMS_MAX,
  ATTENTION_KINDS,
  type AttentionKind,
  type AttentionReason,
} from "@dingdan/contract";

/** Something that a person should look at. */
export interface AttentionItem {
  readonly kind: AttentionKind;
  /** How many orders, payments or calls; otherwise 1. */
  readonly count: number;
  /** Of how many orders. */
  readonly of?: number;
  /** How many calls in the span before. */
  readonly before?: number;
  /** Absent when it is not about one app. */
  readonly app?: { readonly appid: string; readonly name: string };
  readonly errcode?: number;
  /** Null for a path that is no operation. */
  readonly operation?: string | null;
  readonly reason?: AttentionReason;
  readonly atMs?: number;
  readonly endpoint?: { readonly id: string; readonly url: string };
}

/** The items that are listed: by kind, the worst of each kind first, and not too many of a kind. */
export function listedItems(items: readonly AttentionItem[]): {
  readonly items: readonly AttentionItem[];
  readonly leftOut: number;
} {
  const listed = ATTENTION_KINDS.flatMap((kind) =>
    items
      .filter((item) => item.kind === kind)
      .toSorted((one, other) => severityOf(other) - severityOf(one) || other.count - one.count)
      .slice(0, ATTENTION_ITEMS_MAX),
  );
  return { items: listed, leftOut: items.length - listed.length };
}

/** Late orders are compared by their share, other items by their number or by how long they last. */
function severityOf({ count, of, atMs }: AttentionItem): number {
  if (of !== undefined) return count / of;
  return atMs === undefined ? count : -atMs;
}
