import { check } from "./check/check.js";
import { CONTESTANTS, openContestants } from "./contestants/all.js";
import { findBaseline } from "./contestants/baseline.js";
import { compareGenerators } from "./load/compare-generators.js";
import { throwIfInterrupted } from "./machine/child.js";
import { describeMachine } from "./machine/describe.js";
import { openPostgres } from "./machine/open-postgres.js";
import type { Postgres } from "./machine/postgres.js";
import { makeWorkFolder, removeFolder } from "./machine/work-folder.js";
import { measureGrouping } from "./measure/grouping-section.js";
import { listBytesOf } from "./measure/list-bytes.js";
import { Progress } from "./measure/progress.js";
import type { BenchResults, Problem } from "./measure/results.js";
import { measureRounds, operationsOf } from "./measure/rounds.js";
import { measureStarts } from "./measure/start-section.js";
import { HELP, type Options, readOptions } from "./options.js";
import { runProgram } from "./program.js";
import { baselineText } from "./report/against-baseline.js";
import { writeBench } from "./report/write.js";

await runProgram(async () => {
  const options = readOptions(process.argv.slice(2), "bench");
  if (options === null) process.stdout.write(HELP);
  else if (options.generator) await compareGenerators(options);
  else return options.check ? check(options) : bench(options);
  return 0;
});

async function bench(options: Options): Promise<number> {
  const baseline = options.baseline === null ? null : await findBaseline(options.baseline);
  const workFolder = makeWorkFolder(options.data);
  const problems: Problem[] = [];
  let postgres: Postgres | null = null;
  try {
    const contestants = await openContestants(options, baseline, workFolder);
    const dingdans = contestants.filter(({ role }) => role === "dingdan");
    postgres = await openPostgres(workFolder, contestants, problems);
    const machine = describeMachine(options.node, workFolder);
    const listBytes = await listBytesOf(CONTESTANTS, { ...options, workFolder }, problems);
    const place = { node: options.node, workFolder, postgres, listBytes };

    const isStarted = options.sections.includes("start");
    const isGrouped = options.sections.includes("grouping");
    const perRound = contestants.reduce((sum, it) => sum + operationsOf(it, options).length, 0);
    const progress = new Progress(
      perRound * options.rounds +
        (isStarted ? dingdans.length : 0) +
        (isGrouped ? dingdans.length * 4 * options.rounds : 0),
    );
    const start = isStarted ? await measureStarts(dingdans, place, progress, problems) : {};
    const operations =
      perRound === 0 ? {} : await measureRounds(contestants, place, options, progress, problems);
    const grouping = isGrouped
      ? await measureGrouping(dingdans, place, options, progress, problems)
      : null;

    const results: BenchResults = {
      date: new Date().toISOString().slice(0, 10),
      command: options.command,
      machine,
      postgres: postgres?.settings ?? null,
      rounds: options.rounds,
      seconds: options.seconds,
      warmupSeconds: options.warmupSeconds,
      connections: options.connections,
      ...(baseline === null ? {} : { baseline }),
      contestants: contestants.map(({ id, title, engine, role }) => ({ id, title, engine, role })),
      operations,
      start,
      grouping,
      problems,
    };
    throwIfInterrupted();
    for (const file of writeBench(results, options.out)) progress.note(`Written: ${file}`);
    for (const { where, reason } of problems) progress.note(`Problem: ${where}: ${reason}`);
    process.stdout.write(baselineText(results));
    return 0;
  } finally {
    await postgres?.stop();
    removeFolder(workFolder);
  }
}
