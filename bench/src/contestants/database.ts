import { join } from "node:path";
import type { Contestant, StartPlace } from "./contestant.js";

export interface FreshDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of a start's own: a file in its folder, or a database of the server. */
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
