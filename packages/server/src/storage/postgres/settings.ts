import type { SettingStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";

const GET = "SELECT value FROM settings WHERE name = $1";

export class PostgresSettingStore implements SettingStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async get(name: string): Promise<string | null> {
    const row = await this.#database.first(GET, [name]);
    return row && (row["value"] as string);
  }

  async put(name: string, value: string): Promise<void> {
    await this.#database.run(
      `INSERT INTO settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, value],
    );
  }

  putFirst(name: string, value: string): Promise<string> {
    return this.#database.transaction(async (transaction) => {
      await transaction.run(
        "INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        [name, value],
      );
      // A statement of its own sees what another has committed while ours waited for it.
      const row = await transaction.first(GET, [name]);
      return row?.["value"] as string;
    });
  }
}
