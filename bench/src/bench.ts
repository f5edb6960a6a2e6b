import { check } from "./check/check.js";
import { CONTESTANTS, contestantsNamed } from "./contestants/all.js";
import { compareGenerators } from "./load/compare-generators.js";
import { describeMachine } from "./machine/describe.js";
import { openPostgres } from "./machine/open-postgres.js";
import { makeWorkFolder, removeFolder } from "./machine/work-folder.js";
import { measureGrouping } from "./measure/grouping-section.js";
import { listBytesOf } from "./measure/list-bytes.js";
import { Progress } from "./measure/progress.js";
import type { BenchResults, Problem } from "./measure/results.js";
import { measureRounds, operationsOf } from "./measure/rounds.js";
import { measureStarts } from "./measure/start-section.js";
import { HELP, type Options, readOptions } from "./options.js";
import { writeBench } from "./report/write.js";

const asked = readOptions(process.argv.slice(2), "bench");
if (asked === null) process.stdout.write(HELP);
else if (asked.generator) await compareGenerators(asked);
else process.exitCode = asked.check ? await check(asked) : await bench(asked);

async function bench(options: Options): Promise<number> {
  const contestants = contestantsNamed(options.only);
  const dingdans = contestants.filter(({ role }) => role === "dingdan");
  const workFolder = makeWorkFolder(options.data);
  const problems: Problem[] = [];
  const postgres = await openPostgres(workFolder, contestants, problems);
  try {
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
      contestants: contestants.map(({ id, title, engine, role }) => ({ id, title, engine, role })),
      operations,
      start,
      grouping,
      problems,
    };
    for (const file of writeBench(results, options.out)) progress.note(`Written: ${file}`);
    for (const { where, reason } of problems) progress.note(`Problem: ${where}: ${reason}`);
    return 0;
  } finally {
    await postgres?.stop();
    removeFolder(workFolder);
  }
}
