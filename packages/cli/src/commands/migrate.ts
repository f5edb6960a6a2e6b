import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { databaseSetting } from "../settings/database.js";
import { TEXTS } from "../texts.js";

export interface MigrateFlags {
  readonly database?: string;
  readonly to?: string;
  readonly withoutRequests?: true;
  readonly rewrite?: true;
  readonly citus?: true;
  readonly dryRun?: true;
}

/** `dingdan migrate`: applies pending migrations to a database, copies, rewrites or distributes it. */
export async function migrate(invocation: Invocation, flags: MigrateFlags): Promise<ExitCode> {
  const { to, withoutRequests = false, rewrite = false, citus = false, dryRun = false } = flags;
  if (to !== undefined && citus) throw new UsageError(TEXTS.migrate.toAndCitus);
  if (rewrite && (to !== undefined || citus)) throw new UsageError(TEXTS.migrate.rewriteAlone);
  if (withoutRequests && to === undefined) throw new UsageError(TEXTS.migrate.onlyWithTo);
  if (dryRun && !citus) throw new UsageError(TEXTS.migrate.onlyWithCitus);
  if (to !== undefined) {
    const { migrateTo } = await import("./migrate-to.js");
    return migrateTo(invocation, { ...flags, to, withRequests: !withoutRequests });
  }
  if (citus) {
    const { migrateCitus } = await import("./migrate-citus.js");
    return migrateCitus(invocation, { ...flags, dryRun });
  }
  if (rewrite) {
    const { migrateRewrite } = await import("./migrate-rewrite.js");
    return migrateRewrite(invocation, flags);
  }
  return applyMigrations(invocation, flags);
}

async function applyMigrations(
  { terminal, environment }: Invocation,
  flags: MigrateFlags,
): Promise<ExitCode> {
  const databaseUrl = databaseSetting(flags, environment);
  const { applied, version } = await withServer(({ migrateDatabase }) =>
    migrateDatabase(databaseUrl),
  );
  if (terminal.isJson) {
    terminal.json({ applied, version });
    return 0;
  }
  const { out } = terminal;
  const { migrate: words } = TEXTS;
  const done = applied.length === 0 ? words.upToDate : words.applied(applied.length);
  out.line(`${out.style("green", "✓")} ${terminal.say(done)}`);
  for (const name of applied) out.line(`  ${name}`);
  out.line(`  ${out.dim(terminal.say(words.version(version)))}`);
  return 0;
}
