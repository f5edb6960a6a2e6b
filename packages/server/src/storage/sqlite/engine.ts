import { listAsJson } from "../rows/nul.js";
import { SQLITE } from "../statements/dialect.js";
import type { Engine, TransactionOptions } from "../statements/engine.js";
import type { Script, Step } from "../statements/script.js";
import type { Parameter, Statement } from "../statements/statement.js";
import type { SqliteDatabase, SqlValue } from "./database.js";

/** Runs the statements of `stores/` on a SQLite file. A script runs without pauses, inside one job. */
export class SqliteEngine implements Engine {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  async first<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R | null> {
    const { text, values } = statement.bind(SQLITE, parameters);
    const row = this.#database.first(text, ...values.map(valueOf));
    return row && statement.read(row);
  }

  async all<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R[]> {
    const { text, values } = statement.bind(SQLITE, parameters);
    return this.#database.all(text, ...values.map(valueOf)).map((row) => statement.read(row));
  }

  async run<P extends object>(statement: Statement<P, unknown>, parameters: P): Promise<number> {
    const { text, values } = statement.bind(SQLITE, parameters);
    return this.#database.write(() => this.#database.run(text, ...values.map(valueOf)));
  }

  transaction<T>(
    script: () => Script<T>,
    { isUnsynced = false }: TransactionOptions = {},
  ): Promise<T> {
    const job = () => this.#perform(script());
    return isUnsynced ? this.#database.writeUnsynced(job) : this.#database.write(job);
  }

  async snapshot<T>(script: () => Script<T>): Promise<T> {
    return this.#perform(script());
  }

  #perform<T>(script: Script<T>): T {
    let next = script.next();
    while (next.done !== true) next = script.next(this.#step(next.value));
    return next.value;
  }

  #step(step: Step): unknown {
    if (step.kind === "lock") return undefined;
    const { text, values } = step.bind(SQLITE);
    return this.#database[step.kind](text, ...values.map(valueOf));
  }
}

/** SQLite receives a list as one JSON text. */
const valueOf = (value: Parameter): SqlValue =>
  typeof value === "object" && value !== null ? listAsJson(value) : value;
