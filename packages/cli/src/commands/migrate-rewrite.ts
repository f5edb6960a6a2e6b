import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { databaseSetting } from "../settings/database.js";
import { TEXTS } from "../texts.js";

const { rewrite: WORDS } = TEXTS.migrate;

/** `dingdan migrate --rewrite`: writes a SQLite file again, without what was deleted in it. */
export async function migrateRewrite(
  { terminal, environment }: Invocation,
  flags: { readonly database?: string },
): Promise<ExitCode> {
  const databaseUrl = databaseSetting(flags, environment);
  terminal.err.line(terminal.say(WORDS.begun(databaseUrl)));
  const startedAtMs = performance.now();
  const outcome = await withServer(({ rewriteDatabase }) => rewriteDatabase(databaseUrl));
  if (outcome.kind === "in_use") throw new UsageError(WORDS.inUse(databaseUrl));
  const { bytesBefore, bytesAfter } = outcome;
  const durationMs = Math.round(performance.now() - startedAtMs);
  if (terminal.isJson) {
    terminal.json({
      state: "rewritten",
      bytes_before: bytesBefore,
      bytes_after: bytesAfter,
      duration_ms: durationMs,
    });
    return 0;
  }
  const { out } = terminal;
  const done = WORDS.done(bytesBefore, bytesAfter, durationMs / 1_000);
  out.line(`${out.style("green", "✓")} ${terminal.say(done)}`);
  return 0;
}
