import { SHOPS_MIN } from "../seed/shops.js";
import { SERVE_ADDRESS } from "../settings/address.js";
import { DEFAULT_CONCURRENCY } from "../settings/concurrency.js";
import {
  DEFAULT_SEED,
  DEFAULT_SEED_DAYS,
  DEFAULT_SEED_ORDERS,
  type SeedFlags,
} from "../settings/seed.js";
import type { ServeFlags } from "../settings/serve.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import {
  adminKeyFlag,
  apiUrlFlag,
  databaseFlag,
  daysAgoFlag,
  urlFlag,
  withAddressFlags,
} from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan sandbox` and `seed`, which fills one. */
export function addSandboxCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = HELP.groupRun;

  const sandboxCommand = grammar.command(program, "sandbox", {
    group,
    summary: SUMMARY.sandbox,
    description: SUMMARY.sandboxMore,
    examples: ["dingdan sandbox", "dingdan sandbox --port 0 --database sqlite:./try/dingdan.db"],
  });
  withAddressFlags(grammar, sandboxCommand, SERVE_ADDRESS)
    .addOption(databaseFlag(grammar))
    .addOption(daysAgoFlag(grammar))
    .addOption(apiUrlFlag(grammar))
    .action(async (flags: ServeFlags) => {
      const { sandbox } = await import("../commands/sandbox.js");
      finish(await sandbox(invocation, flags));
    });

  grammar
    .command(program, "seed", {
      group,
      summary: SUMMARY.seed,
      description: SUMMARY.seedMore,
      examples: ["dingdan seed", "dingdan seed --orders 500 --seed 7 --images ./images"],
    })
    .addOption(urlFlag(grammar))
    .addOption(adminKeyFlag(grammar))
    .addOption(grammar.flag("--seed <number>", FLAG.seed, { fallback: DEFAULT_SEED }))
    .addOption(grammar.flag("--orders <count>", FLAG.orders, { fallback: DEFAULT_SEED_ORDERS }))
    .addOption(grammar.flag("--apps <count>", FLAG.apps, { fallback: SHOPS_MIN }))
    .addOption(grammar.flag("--days <days>", FLAG.days, { fallback: DEFAULT_SEED_DAYS }))
    .addOption(grammar.flag("--images <folder>", FLAG.images))
    .addOption(
      grammar.flag("--concurrency <count>", FLAG.seedConcurrency, {
        fallback: DEFAULT_CONCURRENCY,
      }),
    )
    .action(async (flags: SeedFlags) => {
      const { seed } = await import("../commands/seed.js");
      finish(await seed(invocation, flags));
    });
}
