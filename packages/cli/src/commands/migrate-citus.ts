import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { databaseSetting } from "../settings/database.js";
import { TEXTS } from "../texts.js";

/** `dingdan migrate --citus`: distributes the tables with Citus, or prints the SQL for it. */
export async function migrateCitus(
  { terminal, environment }: Invocation,
  flags: { readonly database?: string; readonly dryRun: boolean },
): Promise<ExitCode> {
  const { out } = terminal;
  if (flags.dryRun) {
    const statements = await withServer(({ plannedDistribution }) => plannedDistribution());
    if (terminal.isJson) terminal.json({ statements, run: false });
    else for (const statement of statements) out.line(`${statement};`);
    return 0;
  }
  const databaseUrl = databaseSetting(flags, environment);
  const statements = await withServer(({ distributeDatabase }) => distributeDatabase(databaseUrl));
  if (statements === null) throw new UsageError(TEXTS.migrate.noCitus);
  if (terminal.isJson) {
    terminal.json({ statements, run: true });
    return 0;
  }
  for (const statement of statements) out.line(`  ${out.dim(statement)}`);
  const { allDistributed, distributed } = TEXTS.migrate;
  out.line(
    `${out.style("green", "✓")} ${terminal.say(statements.length === 0 ? allDistributed : distributed)}`,
  );
  return 0;
}
