import type { MigrateFlags } from "../commands/migrate.js";
import type { DoctorFlags } from "../settings/doctor.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { adminKeyFlag, databaseFlag, publicUrlFlag, trustProxyFlag } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** What `dingdan demo` can play; the first is the default. */
const STORIES = ["order", "shipping"] as const;

/** Adds `dingdan doctor`, `demo` and `migrate`. */
export function addPlatformCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = HELP.groupRun;

  grammar
    .command(program, "doctor", {
      group,
      summary: SUMMARY.doctor,
      description: SUMMARY.doctorMore,
      examples: ["dingdan doctor", "dingdan doctor --url https://pay.example --json"],
    })
    .addOption(databaseFlag(grammar))
    .addOption(adminKeyFlag(grammar))
    .addOption(trustProxyFlag(grammar))
    .addOption(publicUrlFlag(grammar))
    .addOption(grammar.flag("--url <url>", FLAG.doctorUrl))
    .action(async (flags: DoctorFlags) => {
      const { doctor } = await import("../commands/doctor.js");
      finish(await doctor(invocation, flags));
    });

  grammar
    .command(program, "demo", {
      group,
      summary: SUMMARY.demo,
      description: SUMMARY.demoMore,
      examples: ["dingdan demo", "dingdan demo shipping", "dingdan demo --json | jq '.[].title'"],
    })
    .addArgument(grammar.argument("[story]", FLAG.story).choices(STORIES).default(STORIES[0]))
    .action(async (story: (typeof STORIES)[number]) => {
      const { demo, demoShipping } = await import("../commands/demo.js");
      finish(await (story === "shipping" ? demoShipping : demo)(invocation));
    });

  grammar
    .command(program, "migrate", {
      group,
      summary: SUMMARY.migrate,
      description: SUMMARY.migrateMore,
      examples: [
        "dingdan migrate",
        "dingdan migrate --database sqlite:./data/dingdan.db --to postgres://dingdan@127.0.0.1/dingdan",
        "dingdan migrate --rewrite --database sqlite:./data/dingdan.db",
        "dingdan migrate --citus --dry-run",
      ],
    })
    .addOption(databaseFlag(grammar))
    .addOption(grammar.flag("--to <url>", FLAG.to))
    .addOption(grammar.flag("--without-requests", FLAG.withoutRequests))
    .addOption(grammar.flag("--rewrite", FLAG.rewrite))
    .addOption(grammar.flag("--citus", FLAG.citus))
    .addOption(grammar.flag("--dry-run", FLAG.dryRun))
    .action(async (flags: MigrateFlags) => {
      const { migrate } = await import("../commands/migrate.js");
      finish(await migrate(invocation, flags));
    });
}
