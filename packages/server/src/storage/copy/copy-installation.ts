import type { Row } from "../rows/row.js";
import { differencesOf, type Table } from "./catalogue.js";
import { keyOf, type PostgresTarget, ROWS_A_FETCH, type TableProgress } from "./postgres-target.js";
import { RowChecksum, type RowSum, rowText } from "./row-checksum.js";
import type { SqliteSource } from "./sqlite-source.js";

/** A table that both sides hold alike. */
export interface CopiedTable extends RowSum {
  readonly name: string;
}

export type CopyOutcome =
  | {
      readonly kind: "copied";
      readonly tables: readonly CopiedTable[];
      /** What had been begun before was gone on with. */
      readonly isResumed: boolean;
    }
  /** It was copied and compared before: nothing was done. */
  | { readonly kind: "finished"; readonly tables: readonly CopiedTable[] }
  /** Another process has the source open. */
  | { readonly kind: "in_use" }
  /** The target holds rows of this table that the source does not hold. */
  | { readonly kind: "foreign"; readonly table: string }
  /** What was copied of this table before is not in this source. */
  | { readonly kind: "other_source"; readonly table: string }
  /** The two sides hold different rows of this table, after all. */
  | {
      readonly kind: "different";
      readonly table: string;
      readonly source: RowSum;
      readonly target: RowSum;
    };

export interface CopyProgress {
  readonly step: "copy" | "compare";
  readonly table: string;
  /** Rows of this table. */
  readonly rowCount: number;
  readonly isDone: boolean;
  /** Of all rows that are to be copied and compared, from 0 to 1. */
  readonly fraction: number;
}

export interface CopyOptions {
  /** The request log is copied, too. */
  readonly withRequests: boolean;
  readonly onProgress: (progress: CopyProgress) => void;
  /** How many rows a commit takes. @default 500 */
  readonly pageSize?: number;
}

const PAGE_SIZE = 500;
/** A database that is new holds no more than its migrations wrote. */
const ROWS_OF_A_NEW_TABLE = 1_000;

/**
 * Copies all that a source holds into a target, or what is missing there of it, and compares the two.
 * Ended anywhere and started again, it goes on where the last commit of the target left it.
 */
export async function copyInstallation(
  source: SqliteSource,
  target: PostgresTarget,
  { withRequests, onProgress, pageSize = PAGE_SIZE }: CopyOptions,
): Promise<CopyOutcome> {
  const differences = differencesOf(source.tables, target.tables);
  if (differences.length > 0) throw new Error(`the tables differ: ${differences.join("; ")}`);
  const tables = source.tables.filter(({ name }) => withRequests || name !== "requests");

  const begun = await target.progress();
  const finished = begun && finishedTables(begun);
  if (finished !== null) return { kind: "finished", tables: finished };
  const refusal =
    begun === null
      ? await foreignRows(source, target)
      : await strangeProgress(source, target, tables, begun);
  if (refusal !== null) return refusal;
  await target.begin(tables);

  const tell = progressTeller(source, tables, onProgress);
  for (const table of tables) await copyTable(source, target, table, { begun, pageSize, tell });
  await target.complete((table, column) => source.lastNumber(table, column));

  const sums = new Map<string, RowSum>();
  for (const table of tables) {
    const found = await compare(source, target, table, tell);
    if ("kind" in found) return found;
    sums.set(table.name, found);
  }
  await target.putSums(sums);
  return { kind: "copied", tables: copiedTables(sums), isResumed: begun !== null };
}

type Tell = (
  step: CopyProgress["step"],
  table: Table,
  rowCount: number,
  end?: { readonly isDone: true },
) => void;

function progressTeller(
  source: SqliteSource,
  tables: readonly Table[],
  onProgress: CopyOptions["onProgress"],
): Tell {
  const counts = new Map(tables.map((table) => [table, source.count(table)]));
  const total = 2 * [...counts.values()].reduce((sum, count) => sum + count, 0);
  let done = 0;
  return (step, table, rowCount, end) => {
    const whole = counts.get(table) ?? 0;
    if (end?.isDone) done += whole;
    const fraction = total === 0 ? 1 : (done + (end?.isDone ? 0 : rowCount)) / total;
    onProgress({
      step,
      table: table.name,
      rowCount,
      isDone: end?.isDone ?? false,
      fraction: Math.min(1, fraction),
    });
  };
}

async function copyTable(
  source: SqliteSource,
  target: PostgresTarget,
  table: Table,
  {
    begun,
    pageSize,
    tell,
  }: {
    readonly begun: ReadonlyMap<string, TableProgress> | null;
    readonly pageSize: number;
    readonly tell: Tell;
  },
): Promise<void> {
  const before = begun?.get(table.name);
  let after = before?.lastKey ?? null;
  let rowCount = 0;
  for (let isLast = before?.isCopied ?? false; !isLast; ) {
    const rows = source.page(table, after, pageSize);
    isLast = rows.length < pageSize;
    await target.append(table, rows, { after, isLast });
    const last = rows.at(-1);
    if (last !== undefined) after = keyOf(table, last);
    rowCount += rows.length;
    tell("copy", table, rowCount);
  }
  tell("copy", table, rowCount, { isDone: true });
}

/** Sums both sides up, a page of the one after a page of the other. */
async function compare(
  source: SqliteSource,
  target: PostgresTarget,
  table: Table,
  tell: Tell,
): Promise<RowSum | Extract<CopyOutcome, { kind: "different" }>> {
  const pages = pagesOf(source, table);
  const checksum = new RowChecksum(table);
  const there = await target.sum(table, (rowCount) => {
    checksum.add(pages.next().value ?? []);
    tell("compare", table, rowCount);
  });
  for (const rows of pages) checksum.add(rows);
  const here = checksum.sum;
  tell("compare", table, there.rowCount, { isDone: true });
  const isSame = there.rowCount === here.rowCount && there.checksum === here.checksum;
  if (isSame) return here;
  return { kind: "different", table: table.name, source: here, target: there };
}

function* pagesOf(source: SqliteSource, table: Table): Generator<Row[], undefined> {
  let last: Row | undefined;
  do {
    const rows = source.page(table, last === undefined ? null : keyOf(table, last), ROWS_A_FETCH);
    yield rows;
    last = rows.length < ROWS_A_FETCH ? undefined : rows.at(-1);
  } while (last !== undefined);
}

/** A table of the target in which somebody else's rows stand. Those that migrations wrote are ours, too. */
async function foreignRows(
  source: SqliteSource,
  target: PostgresTarget,
): Promise<Extract<CopyOutcome, { kind: "foreign" }> | null> {
  for (const table of source.tables) {
    const rows = await target.someRows(table, ROWS_OF_A_NEW_TABLE);
    const isOurs = (row: Row) => isSame(table, source.row(table, keyOf(table, row)), row);
    if (rows.length === ROWS_OF_A_NEW_TABLE || !rows.every(isOurs)) {
      return { kind: "foreign", table: table.name };
    }
  }
  return null;
}

/** A table whose last copied row the source does not hold as the target does. */
async function strangeProgress(
  source: SqliteSource,
  target: PostgresTarget,
  tables: readonly Table[],
  begun: ReadonlyMap<string, TableProgress>,
): Promise<Extract<CopyOutcome, { kind: "other_source" }> | null> {
  for (const table of tables) {
    const lastKey = begun.get(table.name)?.lastKey ?? null;
    if (lastKey === null) continue;
    const [here, there] = [source.row(table, lastKey), await target.row(table, lastKey)];
    if (!isSame(table, here, there)) return { kind: "other_source", table: table.name };
  }
  return null;
}

const isSame = (table: Table, one: Row | null, other: Row | null) =>
  one !== null && other !== null && rowText(table, one) === rowText(table, other);

function finishedTables(begun: ReadonlyMap<string, TableProgress>): CopiedTable[] | null {
  const sums = new Map<string, RowSum>();
  for (const [name, { sum }] of begun) {
    if (sum === null) return null;
    sums.set(name, sum);
  }
  return copiedTables(sums);
}

const copiedTables = (sums: ReadonlyMap<string, RowSum>): CopiedTable[] =>
  [...sums]
    .map(([name, sum]) => ({ name, ...sum }))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
