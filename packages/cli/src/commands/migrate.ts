import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { databaseSetting, type ServeFlags } from "../settings.js";
import { TEXTS } from "../texts.js";

/** `dingdan migrate`: applies the migrations that are outstanding. */
export async function migrate(
  { terminal, environment }: Invocation,
  flags: Pick<ServeFlags, "database">,
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
