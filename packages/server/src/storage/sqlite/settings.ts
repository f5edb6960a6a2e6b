import type { SettingStore } from "../store.js";
import type { SqliteDatabase } from "./database.js";

export class SqliteSettingStore implements SettingStore {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  get(name: string): Promise<string | null> {
    return Promise.resolve(this.#value(name));
  }

  put(name: string, value: string): Promise<void> {
    return this.#database.write(() => this.#write(name, value));
  }

  change(name: string, change: (value: string | null) => string): Promise<string> {
    return this.#database.write(() => {
      const value = change(this.#value(name));
      this.#write(name, value);
      return value;
    });
  }

  #value(name: string): string | null {
    const row = this.#database.first("SELECT value FROM settings WHERE name = ?", name);
    return row && (row["value"] as string);
  }

  #write(name: string, value: string): void {
    this.#database.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, value);
  }
}
