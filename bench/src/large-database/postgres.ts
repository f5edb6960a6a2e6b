import { Client } from "pg";
import { quoted } from "./copies.js";
import type { BulkDatabase, TableShape } from "./table-shape.js";

interface ColumnInfo {
  readonly table_name: string;
  readonly column_name: string;
  readonly data_type: string;
  readonly is_counter: boolean;
}

/** Connects to the database of a stopped Dingdan. */
export async function openPostgresBulk(url: string): Promise<BulkDatabase> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query("SET synchronous_commit = off");
  await client.query("CREATE SCHEMA IF NOT EXISTS bench_sample");
  return {
    async tables() {
      const { rows } = await client.query<ColumnInfo>(
        `SELECT table_name, column_name, data_type,
           is_identity = 'YES' OR coalesce(column_default LIKE 'nextval(%', false) AS is_counter
         FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
         WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND is_generated = 'NEVER'
         ORDER BY table_name, ordinal_position`,
      );
      const names = [...new Set(rows.map((row) => row.table_name))];
      const shapes: TableShape[] = [];
      for (const name of names) {
        const counted = await client.query<{ rows: string }>(
          `SELECT count(*) AS rows FROM public.${quoted(name)}`,
        );
        const columns = rows.filter((row) => row.table_name === name);
        shapes.push({
          name,
          rows: Number(counted.rows[0]?.rows ?? 0),
          columns: columns.map((column) => ({
            name: column.column_name,
            kind: kindOf(column.data_type),
            isCounter: column.is_counter,
          })),
        });
      }
      return shapes;
    },
    // An identity column GENERATED ALWAYS accepts explicit values only with this clause.
    run: async (sql) =>
      void (await client.query(sql.replace("/*counter*/", "OVERRIDING SYSTEM VALUE"))),
    async largest(table, column) {
      const { rows } = await client.query<{ largest: string }>(
        `SELECT coalesce(max(${quoted(column)}), 0) AS largest FROM public.${quoted(table)}`,
      );
      return Number(rows[0]?.largest ?? 0);
    },
    async finish(tables) {
      for (const { name, columns } of tables) {
        for (const column of columns.filter(({ isCounter }) => isCounter)) {
          await client.query(
            `SELECT setval(pg_get_serial_sequence('public.${quoted(name)}', '${column.name}'),
               (SELECT max(${quoted(column.name)}) FROM public.${quoted(name)}))`,
          );
        }
        await client.query(`VACUUM ANALYZE public.${quoted(name)}`);
      }
      await client.query("CHECKPOINT");
      await client.end();
    },
    async bytes() {
      const { rows } = await client.query<{ bytes: string }>(
        "SELECT pg_database_size(current_database()) AS bytes",
      );
      return Number(rows[0]?.bytes ?? 0);
    },
  };
}

function kindOf(dataType: string): "text" | "json" | "other" {
  if (dataType === "text" || dataType === "character varying") return "text";
  return dataType.startsWith("json") ? "json" : "other";
}
