import { type SqlBool, sql } from "kysely";
import type { Engine } from "../statements/engine.js";
import { insert } from "../statements/insert.js";
import { first, lock, run } from "../statements/script.js";
import { type Given, statement } from "../statements/statement.js";
import type { SettingStore } from "../store.js";

const PUT = insert("settings", ["name", "value"], { replace: ["name"] });

const GET = statement(
  ({ db }, { name }: Given<{ name: string }>) =>
    db.selectFrom("settings").select("value").where("name", "=", name),
  ({ value }) => value,
);

type Page = { pattern: string; after: string; limit: number };

const LIST = statement(({ db }, { pattern, after, limit }: Given<Page>) =>
  db
    .selectFrom("settings")
    .select(["name", "value"])
    .where(sql<SqlBool>`name like ${pattern} escape '!'`)
    .where("name", ">", after)
    .orderBy("name")
    .limit(limit),
);

export const settingStore = (engine: Engine): SettingStore => ({
  get: (name) => engine.first(GET, { name }),
  async put(name, value) {
    await engine.run(PUT, { name, value });
  },
  list: ({ start, after, limit }) =>
    engine.all(LIST, { pattern: `${start.replace(/[!%_]/g, "!$&")}%`, after, limit }),
  change: (name, change) =>
    engine.transaction(function* () {
      // There may be no row yet that could be locked.
      yield* lock("setting", name);
      const value = change(yield* first(GET, { name }));
      yield* run(PUT, { name, value });
      return value;
    }),
});
