import type { SettingStore } from "../store.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";

const PUT = `INSERT INTO settings (name, value) VALUES ($1, $2)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

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
    await this.#database.run(PUT, [name, value]);
  }

  change(name: string, change: (value: string | null) => string): Promise<string> {
    return this.#database.transaction(async (transaction) => {
      // There may be no row yet that could be locked.
      await lock(transaction, "setting", name);
      const row = await transaction.first(GET, [name]);
      const value = change(row && (row["value"] as string));
      await transaction.run(PUT, [name, value]);
      return value;
    });
  }
}
