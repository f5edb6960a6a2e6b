import { join } from "node:path";
import type { Contestant, StartPlace } from "./contestant.js";

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database for one start: a file in its folder, or a database of the PostgreSQL server. */
export async function freshDatabase(
  engine: Contestant["engine"],
  { folder, postgres }: StartPlace,
): Promise<FreshDatabase> {
  if (engine === "sqlite") {
    return { url: `sqlite:${join(folder, "bench.db")}`, drop: () => Promise.resolve() };
  }
  if (postgres === null) throw new Error("there is no PostgreSQL server");
  return postgres.createDatabase();
}
