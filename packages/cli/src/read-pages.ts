/** What a call for one page of a list sends. */
export interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor?: string | undefined;
}

const PAGE_SIZE_MAX = 100;

/**
 * Reads a list of the admin API, page by page.
 * @param limit how many items to read at most; without it, all
 */
export async function readPages<Item>(
  read: (query: PageQuery) => Promise<Page<Item>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  for (let cursor: string | undefined; items.length < limit; ) {
    const size = Math.min(PAGE_SIZE_MAX, limit - items.length);
    const page = await read({ limit: size, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next_cursor;
    if (cursor === undefined) break;
  }
  return items;
}
