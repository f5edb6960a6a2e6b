import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { contestantsNamed } from "./contestants/all.js";
import type { Contestant, ExistingDatabase, StartPlace } from "./contestants/contestant.js";
import { freshDatabase } from "./contestants/database.js";
import { LargeDatabase } from "./large-database/fill.js";
import { throwIfInterrupted } from "./machine/child.js";
import { describeMachine } from "./machine/describe.js";
import { openPostgres } from "./machine/open-postgres.js";
import { freeGib, makeWorkFolder, removeFolder } from "./machine/work-folder.js";
import type { LargeResults, LargeSize } from "./measure/large-results.js";
import { OF_EVENTS, type OperationName } from "./measure/operations.js";
import { Progress } from "./measure/progress.js";
import type { Problem } from "./measure/results.js";
import { brief } from "./measure/rounds.js";
import { REPLACE_SECONDS, Visit } from "./measure/visit.js";
import { HELP, type Options, readOptions } from "./options.js";
import { runProgram } from "./program.js";
import { writeLarge } from "./report/write.js";
import { LIST_ORDERS } from "./workload/request-template.js";

/** Orders that Dingdan stores and that are then copied: half of them matched, half waiting. */
const SAMPLE_ORDERS = 2 * LIST_ORDERS;
/** GiB for a million orders with payments and indexes, in the larger of the two databases. */
const GIB_PER_MILLION = 4;
/** Each visit of a database uses a separate range of numbers and seconds. */
const VISIT_ORDERS = 50_000_000;

await runProgram(async () => {
  const options = readOptions(process.argv.slice(2), "bench:large");
  // A reader of events would change every later visit of the same database.
  const isMeasured = (name: OperationName) => !OF_EVENTS.includes(name);
  if (options !== null)
    return benchLarge({ ...options, operations: options.operations.filter(isMeasured) });
  process.stdout.write(HELP);
  return 0;
});

async function benchLarge(options: Options): Promise<number> {
  const ids = ["dingdan-sqlite", "dingdan-postgres"];
  const contestants = contestantsNamed(options.only ?? ids).filter(({ id }) => ids.includes(id));
  const workFolder = makeWorkFolder(options.data);
  const neededGib = (Math.max(...options.sizes) / 1_000_000) * GIB_PER_MILLION;
  const availableGib = freeGib(workFolder);
  if (availableGib < neededGib) {
    removeFolder(workFolder);
    process.stderr.write(
      `The run needs about ${neededGib.toFixed(0)} GiB of disk, but only ${availableGib.toFixed(0)} GiB are free: use another folder with --data, or fewer orders with --sizes.\n`,
    );
    return 1;
  }
  const problems: Problem[] = [];
  const postgres = await openPostgres(workFolder, contestants, problems);
  try {
    const machine = describeMachine(options.node, workFolder);
    const sizes: LargeSize[] = [0, ...options.sizes].map((orders) => ({
      orders,
      databaseGib: {},
      operations: {},
    }));
    const perVisit = options.operations.length * options.rounds;
    const progress = new Progress(contestants.length * sizes.length * perVisit);
    for (const contestant of contestants) {
      const folder = join(workFolder, contestant.id);
      mkdirSync(folder);
      const place = { node: options.node, folder, postgres, listBytes: 0 };
      try {
        await measureSizes(contestant, place, sizes, options, progress, problems);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        problems.push({ where: contestant.title, reason });
        progress.note(`${contestant.title}: ${reason}`);
      } finally {
        removeFolder(folder);
      }
    }
    const results: LargeResults = {
      date: new Date().toISOString().slice(0, 10),
      command: options.command,
      machine,
      postgres: postgres?.settings ?? null,
      rounds: options.rounds,
      seconds: options.seconds,
      connections: options.connections,
      contestants: contestants.map(({ id, title }) => ({ id, title })),
      sizes,
      problems,
    };
    throwIfInterrupted();
    for (const file of writeLarge(results, options.out)) progress.note(`Written: ${file}`);
    return 0;
  } finally {
    await postgres?.stop();
    removeFolder(workFolder);
  }
}

/** Measures one contestant on larger and larger databases; the empty size uses a new one in each round. */
async function measureSizes(
  contestant: Contestant,
  place: StartPlace,
  sizes: readonly LargeSize[],
  options: Options,
  progress: Progress,
  problems: Problem[],
): Promise<void> {
  const database = await freshDatabase(contestant.engine, place);
  try {
    const large = new LargeDatabase(database.url, SAMPLE_ORDERS);
    let existing: ExistingDatabase | null = null;
    let visits = 0;
    for (const size of sizes) {
      const title = `${contestant.title}, ${size.orders.toLocaleString("en")} orders`;
      if (size.orders > 0) {
        existing ??= await storeSample(contestant, place, database.url, options);
        size.databaseGib[contestant.id] = await large.growTo(size.orders, (share) =>
          progress.begin(`${title}  filling: ${(share * 100).toFixed(0)}%`),
        );
        progress.note(`${title}: filled, ${size.databaseGib[contestant.id]?.toFixed(1)} GiB`);
      }
      for (let round = 1; round <= options.rounds; round++) {
        const label = `${title}  round ${round}/${options.rounds}`;
        const emptyFolder = join(place.folder, `empty-${round}`);
        mkdirSync(emptyFolder, { recursive: true });
        const start =
          existing === null ? { ...place, folder: emptyFolder } : { ...place, database: existing };
        const postgres = contestant.engine === "postgres" ? place.postgres : null;
        const visitOptions = { ...options, postgres, waitingOrders: LIST_ORDERS };
        const running = await contestant.start(start);
        try {
          const visit = new Visit(running, {
            ...visitOptions,
            ...(existing === null ? {} : { earlier: afterVisits(++visits) }),
          });
          await visit.prepare();
          await measureVisit(visit, contestant.id, size, options, { progress, problems, label });
        } finally {
          await running.stop();
          removeFolder(emptyFolder);
          await place.postgres?.checkpoint();
        }
      }
    }
  } finally {
    await database.drop();
  }
}

function afterVisits(visits: number) {
  return { freshFrom: visits * VISIT_ORDERS, secondsAhead: visits * 2 * REPLACE_SECONDS };
}

/** Lets Dingdan store the sample: all other orders are copies of it. */
async function storeSample(
  contestant: Contestant,
  place: StartPlace,
  url: string,
  options: Options,
): Promise<ExistingDatabase> {
  const database = { url, adminKey: randomBytes(32).toString("base64url"), accessTokens: null };
  const running = await contestant.start({ ...place, database });
  try {
    const sample = { ...options, postgres: null, waitingOrders: LIST_ORDERS };
    await new Visit(running, sample).prepare();
    return { ...database, accessTokens: running.access.accessTokens };
  } finally {
    await running.stop();
  }
}

async function measureVisit(
  visit: Visit,
  id: string,
  size: LargeSize,
  { operations }: Options,
  report: {
    readonly progress: Progress;
    readonly problems: Problem[];
    readonly label: string;
  },
): Promise<void> {
  const { progress, problems, label } = report;
  for (const operation of operations) {
    progress.begin(`${label}  ${operation}`);
    try {
      const measurement = await visit.measure(operation);
      const ofOperation = (size.operations[operation] ??= {});
      (ofOperation[id] ??= []).push(measurement);
      progress.end(`${label}  ${operation}  ${brief(measurement)}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      problems.push({ where: `${label}, ${operation}`, reason });
      progress.end(`${label}  ${operation}  FAILED: ${reason}`);
    }
  }
}
