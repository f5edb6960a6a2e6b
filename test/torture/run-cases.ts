import { Random } from "../../packages/cli/src/seed/random.js";
import { type Finding, worse } from "./findings.js";
import type { CaseReport } from "./report.js";
import { CleanUp } from "./tools/clean-up.js";
import { TorturePostgres } from "./tools/postgres.js";
import { Skipped } from "./tools/skipped.js";
import { makeFolder, removeFolder } from "./tools/work-folder.js";
import type { TortureCase } from "./torture-case.js";

export interface RunOptions {
  readonly rounds: number;
  readonly seed: number;
  readonly isQuick: boolean;
  /** Is called with each round of a case, for a line of progress. */
  readonly onRound: (name: string, round: number, outcome: string) => void;
}

/** How many light cases run side by side. */
const LANES = 3;

/** Runs cases for some rounds; a heavy case has the machine for itself. */
export async function runCases(
  cases: readonly TortureCase[],
  options: RunOptions,
): Promise<readonly CaseReport[]> {
  const servers = new PostgresServers();
  const records = new Map(cases.map((one) => [one.name, new CaseRecord(one)]));
  try {
    for (let round = 1; round <= options.rounds; round++) {
      const run = (one: TortureCase) =>
        runRound(one, records.get(one.name), { round, options, servers });
      const light = cases.filter(({ isLight }) => isLight);
      const lanes = Array.from({ length: LANES }, async () => {
        for (let one = light.shift(); one !== undefined; one = light.shift()) await run(one);
      });
      await Promise.all(lanes);
      for (const one of cases) if (!one.isLight) await run(one);
    }
  } finally {
    await servers.stop();
  }
  return [...records.values()].map((record) => record.report());
}

async function runRound(
  one: TortureCase,
  record: CaseRecord | undefined,
  {
    round,
    options,
    servers,
  }: { readonly round: number; readonly options: RunOptions; readonly servers: PostgresServers },
): Promise<void> {
  const startedMs = performance.now();
  const folder = makeFolder();
  let taken: TorturePostgres | null = null;
  let outcome: string;
  try {
    await using cleanUp = new CleanUp();
    const findings = await one.run({
      isQuick: options.isQuick,
      round,
      // Each round of each case has numbers of its own, so one case alone repeats what it did among others.
      random: new Random(options.seed ^ (round * 0x9e3779b1) ^ hashOf(one.name)),
      folder,
      cleanUp,
      postgres: async () => (taken ??= await servers.take()),
    });
    record?.add(findings);
    const missed = findings.filter(({ passed }) => !passed).length;
    outcome = missed === 0 ? "passed" : `missed ${missed} of ${findings.length} targets`;
  } catch (error) {
    outcome = error instanceof Skipped ? `skipped: ${error.message}` : `failed: ${String(error)}`;
    record?.endEarly(error);
  } finally {
    if (taken !== null) servers.giveBack(taken);
    removeFolder(folder);
  }
  const seconds = (performance.now() - startedMs) / 1000;
  record?.took(seconds);
  options.onRound(one.name, round, `${outcome}, ${seconds.toFixed(1)} s`);
}

/** Collects the rounds of a case. */
class CaseRecord {
  readonly #case: TortureCase;
  readonly #findings = new Map<string, Finding>();
  #skipped: string | null = null;
  #failed: string | null = null;
  #seconds = 0;

  constructor(one: TortureCase) {
    this.#case = one;
  }

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const before = this.#findings.get(finding.promise);
      this.#findings.set(finding.promise, before === undefined ? finding : worse(before, finding));
    }
  }

  endEarly(error: unknown): void {
    if (error instanceof Skipped) this.#skipped = error.message;
    else this.#failed = error instanceof Error ? error.message : String(error);
  }

  took(seconds: number): void {
    this.#seconds += seconds;
  }

  report(): CaseReport {
    const { name, attack, page } = this.#case;
    return {
      name,
      attack,
      page,
      findings: [...this.#findings.values()],
      skipped: this.#skipped,
      failed: this.#failed,
      seconds: this.#seconds,
    };
  }
}

/** The PostgreSQL servers of a run: a case has one for itself, and a later case gets it after that. */
class PostgresServers {
  readonly #all: TorturePostgres[] = [];
  readonly #free: TorturePostgres[] = [];

  async take(): Promise<TorturePostgres> {
    const free = this.#free.pop();
    if (free !== undefined) return free;
    const server = await TorturePostgres.start();
    this.#all.push(server);
    return server;
  }

  giveBack(server: TorturePostgres): void {
    this.#free.push(server);
  }

  async stop(): Promise<void> {
    for (const server of this.#all) await server.stop();
  }
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
