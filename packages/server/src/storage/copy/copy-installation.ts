import type { Row } from "../rows/row.js";
import { differencesOf, type Table } from "./catalogue.js";
import { keyOf, type PostgresTarget, ROWS_A_FETCH, type TableProgress } from "./postgres-target.js";
import { RowChecksum, type RowSum, rowText } from "./row-checksum.js";
import type { SqliteSource } from "./sqlite-source.js";

/** A table that is the same in the source and the target. */
export interface CopiedTable extends RowSum {
  readonly name: string;
}

export type CopyOutcome =
  | {
      readonly kind: "copied";
      readonly tables: readonly CopiedTable[];
      /** True when this run resumed an interrupted copy. */
      readonly isResumed: boolean;
    }
  /** An earlier run copied and compared everything; this run did nothing. */
  | { readonly kind: "finished"; readonly tables: readonly CopiedTable[] }
  /** Another process has the source open. */
  | { readonly kind: "in_use" }
  /** The target's table has rows that the source does not have. */
  | { readonly kind: "foreign"; readonly table: string }
  /** An earlier run copied rows of this table that this source does not have. */
  | { readonly kind: "other_source"; readonly table: string }
  /** After the copy, the source and the target have different rows of this table. */
  | {
      readonly kind: "different";
      readonly table: string;
      readonly source: RowSum;
      readonly target: RowSum;
    };

export interface CopyProgress {
  readonly step: "copy" | "compare";
  readonly table: string;
  /** How many rows of this table are copied or compared so far. */
  readonly rowCount: number;
  readonly isDone: boolean;
  /** The fraction of all rows to copy and compare that is done, from 0 to 1. */
  readonly fraction: number;
}

export interface CopyOptions {
  /** True to copy the request log as well. */
  readonly withRequests: boolean;
  readonly onProgress: (progress: CopyProgress) => void;
  /** How many rows a commit takes. @default 500 */
  readonly pageSize?: number;
}

const PAGE_SIZE = 500;
/** A table with this many rows is not new: the migrations write fewer. */
const ROWS_OF_A_NEW_TABLE = 1_000;

/**
 * Copies all rows of a source that the target does not have yet, and compares the two. When it is
 * interrupted and started again, it resumes after the last commit of the target.
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

  const report = progressReporter(source, tables, onProgress);
  for (const table of tables) await copyTable(source, target, table, { begun, pageSize, report });
  await target.complete((table, column) => source.lastNumber(table, column));

  const sums = new Map<string, RowSum>();
  for (const table of tables) {
    const found = await compare(source, target, table, report);
    if ("kind" in found) return found;
    sums.set(table.name, found);
  }
  await target.putSums(sums);
  return { kind: "copied", tables: copiedTables(sums), isResumed: begun !== null };
}

type Report = (
  step: CopyProgress["step"],
  table: Table,
  rowCount: number,
  end?: { readonly isDone: true },
) => void;

function progressReporter(
  source: SqliteSource,
  tables: readonly Table[],
  onProgress: CopyOptions["onProgress"],
): Report {
  const counts = new Map(tables.map((table) => [table, source.count(table)]));
  const total = 2 * [...counts.values()].reduce((sum, count) => sum + count, 0);
  let done = 0;
  return (step, table, rowCount, end) => {
    if (end?.isDone) done += counts.get(table) ?? 0;
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
    report,
  }: {
    readonly begun: ReadonlyMap<string, TableProgress> | null;
    readonly pageSize: number;
    readonly report: Report;
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
    report("copy", table, rowCount);
  }
  report("copy", table, rowCount, { isDone: true });
}

/** Compares the checksums of a table, and reads the source and the target page by page in turn. */
async function compare(
  source: SqliteSource,
  target: PostgresTarget,
  table: Table,
  report: Report,
): Promise<RowSum | Extract<CopyOutcome, { kind: "different" }>> {
  const pages = pagesOf(source, table);
  const checksum = new RowChecksum(table);
  const there = await target.sum(table, (rowCount) => {
    checksum.add(pages.next().value ?? []);
    report("compare", table, rowCount);
  });
  for (const rows of pages) checksum.add(rows);
  const here = checksum.sum;
  report("compare", table, there.rowCount, { isDone: true });
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

/** Finds a table of the target with rows that the source does not have. Both have the migrations' rows. */
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

/** Finds a table whose last copied row differs between the source and the target. */
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
