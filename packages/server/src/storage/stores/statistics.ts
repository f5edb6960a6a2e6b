import { type SqlBool, sql } from "kysely";
import { COUNT_MAX, plus } from "../../domain/statistics.js";
import type { HourlyCount, StatisticsStore } from "../console-store.js";
import type { Engine } from "../statements/engine.js";
import { run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { RowOf } from "../statements/tables.js";

type Count = HourlyCount & { readonly appid: string };
type Row = RowOf<"statistics">;

const TYPES = { appid: "text", hour_ms: "bigint", name: "text", count: "bigint" } as const;

const LIST = statement(
  ({ db }, { appid, fromMs, toMs }: Given<{ appid: string; fromMs: number; toMs: number }>) =>
    db
      .selectFrom("statistics")
      .select(["hour_ms as hourMs", "name", "count"])
      .where("appid", "=", appid)
      .where("hour_ms", ">=", fromMs)
      .where("hour_ms", "<=", toMs)
      .orderBy("hour_ms")
      .orderBy("name"),
);

// An engine's integers are larger than a number of JavaScript can be.
const MAX = sql.lit(COUNT_MAX);

// The key begins with the appid. With a list of appids, only the rows of the hours are read.
const SUMS = statement(
  (dialect, given: Given<{ appids: readonly string[]; fromMs: number; toMs: number }>) =>
    dialect.db
      .selectFrom("statistics")
      .select([
        "appid",
        "name",
        sql<number>`cast(case when sum(count) > ${MAX} then ${MAX} else sum(count) end as bigint)`.as(
          "count",
        ),
      ])
      .where(({ ref }) => dialect.isIn(ref("appid"), given.appids))
      .where("hour_ms", ">=", given.fromMs)
      .where("hour_ms", "<=", given.toMs)
      .groupBy(["appid", "name"]),
);

const ADD = statement((dialect, { counts }: Given<{ counts: readonly Row[] }>) =>
  dialect.db
    .insertInto("statistics")
    .columns(["appid", "hour_ms", "name", "count"])
    .expression((from) =>
      from
        .selectFrom(dialect.rows<Row>(counts, TYPES))
        .select(["given.appid", "given.hour_ms", "given.name", "given.count"])
        // Without a WHERE, SQLite reads the ON of ON CONFLICT as that of a join.
        .where(sql<SqlBool>`true`),
    )
    .onConflict((conflict) =>
      conflict.columns(["appid", "hour_ms", "name"]).doUpdateSet(({ eb, ref }) => ({
        count: eb
          .case()
          .when("statistics.count", ">", eb(MAX, "-", ref("excluded.count")))
          .then(MAX)
          .else(eb(ref("statistics.count"), "+", ref("excluded.count")))
          .end(),
      })),
    ),
);

// The key begins with the appid. With a list of appids, the statement reads only rows that it deletes.
const DELETE_BEFORE = statement(({ db }, { beforeMs }: Given<{ beforeMs: number }>) =>
  db
    .deleteFrom("statistics")
    .where(sql<SqlBool>`appid in (select appid from apps union all select '')`)
    .where("hour_ms", "<", beforeMs),
);

export const statisticsStore = (engine: Engine): StatisticsStore => ({
  async add(counts) {
    if (counts.length === 0) return;
    await engine.transaction(() => run(ADD, { counts: summed(counts) }), {
      isUnsynced: true,
      isExact: true,
    });
  },
  list: (appid, span) => engine.all(LIST, { appid, ...span }),
  sums: async (appids, span) => (appids.length === 0 ? [] : engine.all(SUMS, { appids, ...span })),
  async deleteBefore(beforeMs) {
    await engine.run(DELETE_BEFORE, { beforeMs }, { isRepeatable: true, isLong: true });
  },
});

/**
 * Sums the counts into one row for each app, hour and name, because a statement cannot write a row
 * twice. Every process writes them in the same order, so that two never wait for each other.
 */
function summed(counts: readonly Count[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { appid, hourMs, name, count } of counts) {
    const key = `${appid} ${hourMs} ${name}`;
    rows.set(key, { appid, hour_ms: hourMs, name, count: plus(rows.get(key)?.count ?? 0, count) });
  }
  return [...rows.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([, row]) => row);
}
