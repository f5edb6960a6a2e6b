/** The value of a column. */
export type SqlValue = string | number | null;
/** A row that an engine returns: its values by the names of their columns. */
export type Row = Readonly<Record<string, SqlValue>>;
