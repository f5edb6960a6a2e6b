/** What a column holds. */
export type SqlValue = string | number | null;
/** A row as an engine answers it, under the names of its columns. */
export type Row = Readonly<Record<string, SqlValue>>;
