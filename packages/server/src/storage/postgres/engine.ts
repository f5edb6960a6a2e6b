import { listAsJson } from "../rows/nul.js";
import type { Row } from "../rows/row.js";
import { POSTGRES } from "../statements/dialect.js";
import type { Engine, RunOptions, TransactionOptions } from "../statements/engine.js";
import type { Script, Step } from "../statements/script.js";
import type { Parameter, Statement } from "../statements/statement.js";
import type { PostgresDatabase } from "./database.js";
import { lock } from "./locks.js";
import type { Queries } from "./queries.js";
import type { SqlParameter } from "./values.js";

/** Runs the statements of `stores/` on PostgreSQL. A script waits for each of its statements. */
export class PostgresEngine implements Engine {
  readonly #database: PostgresDatabase;

  constructor(database: PostgresDatabase) {
    this.#database = database;
  }

  async first<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R | null> {
    const { text, values } = bound(statement, parameters);
    const row = await this.#database.first(text, values);
    return row && statement.read(row);
  }

  async all<P extends object, R>(statement: Statement<P, R>, parameters: P): Promise<R[]> {
    const { text, values } = bound(statement, parameters);
    return (await this.#database.all(text, values)).map((row) => statement.read(row));
  }

  async run<P extends object>(
    statement: Statement<P, unknown>,
    parameters: P,
    { isRepeatable = false, isLong = false }: RunOptions = {},
  ): Promise<number> {
    const { text, values } = bound(statement, parameters);
    return this.#for(isLong).run(text, values, { isRepeatable });
  }

  transaction<T>(
    script: () => Script<T>,
    { isUnsynced = false, isLong = false, ...options }: TransactionOptions = {},
  ): Promise<T> {
    return this.#for(isLong).transaction(async (transaction) => {
      if (isUnsynced) await transaction.run("SET LOCAL synchronous_commit = off");
      return perform(script(), transaction);
    }, options);
  }

  #for(isLong: boolean): PostgresDatabase {
    return isLong ? this.#database.forLongWork : this.#database;
  }

  snapshot<T>(script: () => Script<T>): Promise<T> {
    return this.#database.snapshot((queries) => perform(script(), queries));
  }
}

async function perform<T>(script: Script<T>, queries: Queries): Promise<T> {
  let next = script.next();
  while (next.done !== true) next = script.next(await carryOut(next.value, queries));
  return next.value;
}

function carryOut(step: Step, queries: Queries): Promise<unknown> {
  if (step.kind === "lock") return lock(queries, ...step.name);
  const { text, values } = step.bind(POSTGRES);
  return queries[step.kind](text, values.map(valueOf));
}

function bound<P extends object>(statement: Statement<P, unknown>, parameters: P) {
  const { text, values } = statement.bind(POSTGRES, parameters);
  return { text, values: values.map(valueOf) };
}

/** PostgreSQL receives a list of rows as one JSON text, and any other list as an array. */
const valueOf = (value: Parameter): SqlParameter => (isRows(value) ? listAsJson(value) : value);

const isRows = (value: Parameter): value is readonly Row[] =>
  Array.isArray(value) && typeof value[0] === "object" && value[0] !== null;
