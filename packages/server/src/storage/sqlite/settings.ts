import type { SettingStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteSettingStore implements SettingStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  get(name: string): Promise<string | null> {
    const row = this.#database.first("SELECT value FROM settings WHERE name = ?", name);
    return Promise.resolve(row && (row["value"] as string));
  }

  put(name: string, value: string): Promise<void> {
    return this.#database.write(() => {
      this.#database.run(
        "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)",
        name,
        value,
      );
    });
  }

  putFirst(name: string, value: string): Promise<string> {
    return this.#database.write(() => {
      this.#database.run(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
        name,
        value,
      );
      const row = this.#database.first("SELECT value FROM settings WHERE name = ?", name);
      return row?.["value"] as string;
    });
  }
}
