import { join } from "node:path";
import type { Contestant } from "../contestants/contestant.js";
import type { Problem } from "../measure/results.js";
import { type Postgres, startPostgres, usePostgres } from "./postgres.js";

/** The PostgreSQL server of a run; null if no contestant needs one or none is available. */
export async function openPostgres(
  workFolder: string,
  contestants: readonly Contestant[],
  problems: Problem[],
): Promise<Postgres | null> {
  if (!contestants.some(({ engine }) => engine === "postgres")) return null;
  const url = process.env["DINGDAN_BENCH_DATABASE_URL"];
  try {
    return await (url === undefined
      ? startPostgres(join(workFolder, "postgres"))
      : usePostgres(url));
  } catch (error) {
    problems.push({
      where: "PostgreSQL",
      reason: error instanceof Error ? error.message : String(error),
    });
    return null;
  }
}
