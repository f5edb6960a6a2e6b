import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Contestant } from "../contestants/contestant.js";
import { fsyncDelay } from "../machine/fsync-delay.js";
import { type Postgres, startPostgres } from "../machine/postgres.js";
import type { Options } from "../options.js";
import type { Progress } from "./progress.js";
import type { GroupingResults, Measurement, Problem } from "./results.js";
import { brief, type RoundsPlace } from "./rounds.js";
import { Visit } from "./visit.js";

/** The delay of each disk sync in milliseconds, as on a cloud disk. */
export const DELAY_MS = 2;

const VARIANTS = {
  grouped: {},
  // An option for measurements: each request gets a separate commit.
  each: { DINGDAN_BATCH_SIZE_MAX: "1" },
} as const;

export type Variant = keyof typeof VARIANTS;
export const VARIANT_NAMES = Object.keys(VARIANTS) as Variant[];

export const groupingKey = (engine: string, variant: Variant) => `${engine} ${variant}`;

/** Compares group commit with one commit for each request: on a slow disk, and for a single connection. */
export async function measureGrouping(
  dingdans: readonly Contestant[],
  place: RoundsPlace,
  options: Options,
  progress: Progress,
  problems: Problem[],
): Promise<GroupingResults> {
  const results: GroupingResults = { slowDisk: {}, lonely: {} };
  const delay = fsyncDelay(place.workFolder, DELAY_MS);
  let slowPostgres: Postgres | null = null;
  if (delay === null) {
    problems.push({
      where: "grouping",
      reason: "the slow disk was not measured: it needs gcc and Linux",
    });
  } else if (process.env["DINGDAN_BENCH_DATABASE_URL"] === undefined && place.postgres !== null) {
    slowPostgres = await startPostgres(join(place.workFolder, "slow-postgres"), delay);
  }
  try {
    for (let round = 1; round <= options.rounds; round++) {
      for (const contestant of dingdans) {
        // The variants take turns in being first.
        const variants = round % 2 === 1 ? VARIANT_NAMES : VARIANT_NAMES.toReversed();
        for (const disk of ["slowDisk", "lonely"] as const) {
          const slowFile = disk === "slowDisk" && contestant.engine === "sqlite" ? delay : {};
          const postgres = disk === "slowDisk" ? slowPostgres : place.postgres;
          const cannot =
            slowFile === null || (contestant.engine === "postgres" && postgres === null);
          for (const variant of variants) {
            const label = `round ${round}/${options.rounds}  ${contestant.title}, ${variant}, ${disk}`;
            if (cannot) {
              progress.skip(1, `${label}: not run`);
              continue;
            }
            progress.begin(label);
            try {
              const measurement = await measureVariant(
                contestant,
                { ...place, postgres, environment: { ...slowFile, ...VARIANTS[variant] } },
                { ...options, connections: disk === "slowDisk" ? options.connections : 1 },
              );
              const key = groupingKey(contestant.engine, variant);
              (results[disk][key] ??= []).push(measurement);
              progress.end(`${label}  ${brief(measurement)}`);
            } catch (error) {
              const reason = error instanceof Error ? error.message : String(error);
              problems.push({ where: label, reason });
              progress.end(`${label}  FAILED: ${reason}`);
            }
          }
        }
      }
    }
  } finally {
    await slowPostgres?.stop();
  }
  return results;
}

async function measureVariant(
  contestant: Contestant,
  place: RoundsPlace & { readonly environment: Readonly<Record<string, string>> },
  options: Options,
): Promise<Measurement> {
  const folder = join(place.workFolder, "variant");
  mkdirSync(folder, { recursive: true });
  const running = await contestant.start({ ...place, folder });
  try {
    return await new Visit(running, { ...options, postgres: place.postgres }).measure("upload2");
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
