import type { ErasureReceipt } from "@dingdan/contract";
import { BuyerDataKeys } from "../../src/buyer-data/buyer-data-keys.js";
import { eraseBuyer } from "../../src/buyer-data/erase-buyer.js";
import { Sealer } from "../../src/secrets/seal.js";
import { openStore } from "../../src/storage/open-store.js";
import { PostgresDatabase } from "../../src/storage/postgres/database.js";
import { PostgresEngine } from "../../src/storage/postgres/engine.js";
import { SqliteDatabase } from "../../src/storage/sqlite/database.js";
import { SqliteEngine } from "../../src/storage/sqlite/engine.js";
import type { Engine } from "../../src/storage/statements/engine.js";
import type { Buyer, Store } from "../../src/storage/store.js";
import { buyerDataStore } from "../../src/storage/stores/buyer-data/store.js";

/** Called before each commit of an erasure, which it carries out, or does not. */
export type AroundCommit = (commit: () => Promise<unknown>) => Promise<unknown>;

const AT_ONCE: AroundCommit = (commit) => commit();

/** Erases buyers on a database that no platform serves. */
export class Eraser {
  readonly store: Store;
  readonly #engine: Engine;
  readonly #sealer: Sealer;
  readonly #close: () => Promise<void>;

  private constructor(store: Store, engine: Engine, sealer: Sealer, close: () => Promise<void>) {
    this.store = store;
    this.#engine = engine;
    this.#sealer = sealer;
    this.#close = close;
  }

  static async open(url: string, sealKey: string): Promise<Eraser> {
    const { store } = await openStore(url);
    const sealer = new Sealer(Buffer.from(sealKey, "base64"));
    if (url.startsWith("sqlite:")) {
      const database = await SqliteDatabase.open(url.slice("sqlite:".length));
      return new Eraser(store, new SqliteEngine(database), sealer, () => database.close());
    }
    const database = new PostgresDatabase(url, { poolSize: 2 });
    return new Eraser(store, new PostgresEngine(database), sealer, () => database.close());
  }

  erase(buyer: Buyer, nowMs: number, around = AT_ONCE): Promise<ErasureReceipt> {
    const { store } = this;
    return eraseBuyer(buyer, {
      store: { ...store, buyerData: buyerDataStore(watched(this.#engine, around)) },
      keys: new BuyerDataKeys(store.settings, this.#sealer),
      sealer: this.#sealer,
      nowMs,
    });
  }

  async close(): Promise<void> {
    await this.#close();
    await this.store.close();
  }
}

/** The same engine, whose commits can be watched and prevented. */
const watched = (engine: Engine, around: AroundCommit): Engine => ({
  first: (statement, parameters) => engine.first(statement, parameters),
  all: (statement, parameters) => engine.all(statement, parameters),
  snapshot: (script) => engine.snapshot(script),
  run: (statement, parameters, options) =>
    around(() => engine.run(statement, parameters, options)) as Promise<number>,
  transaction: <T>(...given: Parameters<Engine["transaction"]>) =>
    around(() => engine.transaction(...given)) as Promise<T>,
});
