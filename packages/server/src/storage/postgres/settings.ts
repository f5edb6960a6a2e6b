import type { SettingStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";

export class PostgresSettingStore implements SettingStore {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async get(name: string): Promise<string | null> {
    const row = await this.#database.first("SELECT value FROM settings WHERE name = $1", [name]);
    return row && (row["value"] as string);
  }

  async put(name: string, value: string): Promise<void> {
    await this.#database.run(
      `INSERT INTO settings (name, value) VALUES ($1, $2)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      [name, value],
    );
  }
}
