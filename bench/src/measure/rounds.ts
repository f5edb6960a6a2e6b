import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Contestant, StartPlace } from "../contestants/contestant.js";
import { throwIfInterrupted } from "../machine/child.js";
import type { Options } from "../options.js";
import { OF_DINGDAN, OF_FLOOR, type OperationName, STATELESS } from "./operations.js";
import type { Progress } from "./progress.js";
import type { Measurement, OperationResults, Problem } from "./results.js";
import { Visit } from "./visit.js";

export interface RoundsPlace extends Omit<StartPlace, "folder"> {
  readonly workFolder: string;
}

export function operationsOf(contestant: Contestant, { operations }: Options): OperationName[] {
  switch (contestant.role) {
    case "mock":
      return operations.filter((name) => STATELESS.includes(name));
    case "floor":
      return operations.filter((name) => OF_FLOOR.includes(name));
    case "stack":
      return operations.filter((name) => !OF_DINGDAN.includes(name));
    case "dingdan":
    case "baseline":
      return [...operations];
  }
}

/**
 * Measures all contestants in every round, each on a new and empty database. The order changes with each
 * round, so that no contestant always runs after the same other one.
 */
export async function measureRounds(
  contestants: readonly Contestant[],
  place: RoundsPlace,
  options: Options,
  progress: Progress,
  problems: Problem[],
): Promise<Partial<Record<OperationName, OperationResults>>> {
  const results: Partial<Record<OperationName, OperationResults>> = {};
  const absent = new Set<string>();
  for (let round = 1; round <= options.rounds; round++) {
    for (const contestant of orderOf(contestants, round)) {
      throwIfInterrupted();
      const operations = operationsOf(contestant, options);
      if (absent.has(contestant.id)) {
        progress.skip(operations.length, `${contestant.title}: not available`);
        continue;
      }
      const label = `round ${round}/${options.rounds}  ${contestant.title}`;
      const outcome = await measureOne(contestant, operations, place, options, progress, label);
      problems.push(...outcome.problems);
      if (!outcome.isAvailable) absent.add(contestant.id);
      for (const [operation, measurement] of outcome.measurements) {
        const ofOperation = (results[operation] ??= {});
        (ofOperation[contestant.id] ??= []).push({ ...measurement, round });
      }
    }
  }
  return results;
}

/**
 * The order of a round, which rotates by one with each round. A baseline stays next to the checkout on the
 * same engine, because a machine changes with time, and is the first of the two in every second round.
 */
export function orderOf<T extends Pick<Contestant, "engine" | "role">>(
  contestants: readonly T[],
  round: number,
): T[] {
  const groups: T[][] = [];
  for (const contestant of contestants) {
    const group = groups.at(-1);
    const isBeside = contestant.role === "baseline" && group?.[0]?.engine === contestant.engine;
    if (isBeside) group?.push(contestant);
    else groups.push([contestant]);
  }
  const first = (round - 1) % groups.length;
  const turned = [...groups.slice(first), ...groups.slice(0, first)];
  return turned.flatMap((group) => (round % 2 === 0 ? group.toReversed() : group));
}

async function measureOne(
  contestant: Contestant,
  operations: readonly OperationName[],
  place: RoundsPlace,
  options: Options,
  progress: Progress,
  label: string,
) {
  const measurements: [OperationName, Measurement][] = [];
  const problems: Problem[] = [];
  const folder = join(place.workFolder, "contestant");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const failed = (where: string, error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push({ where: `${label}, ${where}`, reason });
    return reason;
  };
  progress.begin(`${label}  starting`);
  let running: Awaited<ReturnType<Contestant["start"]>>;
  try {
    running = await contestant.start({ ...place, folder });
  } catch (error) {
    progress.skip(operations.length, `${label}: not available: ${failed("start", error)}`);
    return { measurements, problems, isAvailable: false };
  }
  try {
    const postgres = contestant.engine === "postgres" ? place.postgres : null;
    const visit = new Visit(running, { ...options, postgres });
    progress.begin(`${label}  preparing`);
    try {
      await visit.prepare();
    } catch (error) {
      progress.skip(operations.length, `${label}: ${failed("preparation", error)}`);
      return { measurements, problems, isAvailable: true };
    }
    for (const operation of operations) {
      progress.begin(`${label}  ${operation}`);
      try {
        const measurement = await visit.measure(operation);
        measurements.push([operation, measurement]);
        progress.end(`${label}  ${operation}  ${brief(measurement)}`);
      } catch (error) {
        throwIfInterrupted();
        const log = running.errors().split("\n").at(-1) ?? "";
        progress.end(`${label}  ${operation}  FAILED: ${failed(operation, error)} ${log}`);
      }
    }
  } finally {
    await running.stop().catch((error: unknown) => failed("stop", error));
    await place.postgres?.checkpoint().catch((error: unknown) => failed("checkpoint", error));
    rmSync(folder, { recursive: true, force: true });
  }
  return { measurements, problems, isAvailable: true };
}

export const brief = ({ perSecond, p50Ms, p99Ms }: Measurement) =>
  `${Math.round(perSecond).toLocaleString("en")}/s, p50 ${p50Ms.toFixed(2)} ms, p99 ${p99Ms.toFixed(2)} ms`;
