import type { Text } from "@dingdan/contract";
import type { Check, CheckState } from "@dingdan/server";
import { AdminClient } from "../admin-client.js";
import { type Problem, UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { type DoctorFlags, doctorSettings } from "../settings/doctor.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import { packageVersion } from "../version.js";

const { doctor: WORDS } = TEXTS;

/**
 * `dingdan doctor`: checks this machine, its database and the settings of `serve`; with --url, a running
 * platform. Changes nothing.
 * @returns 1 if a check failed
 */
export async function doctor(invocation: Invocation, flags: DoctorFlags): Promise<ExitCode> {
  const checks = await examine(invocation, flags);
  const { terminal } = invocation;
  const counts = { ok: 0, warning: 0, failed: 0 };
  for (const { state } of checks) counts[state]++;
  if (terminal.isJson) terminal.json({ checks: checks.map(reportIn(terminal)), ...counts });
  else await withServer(async ({ titleOf }) => printChecks(terminal, checks, { counts, titleOf }));
  return counts.failed > 0 ? 1 : 0;
}

async function examine(
  { terminal, environment }: Invocation,
  flags: DoctorFlags,
): Promise<readonly Check[]> {
  const { running, installation } = doctorSettings(flags, environment);
  if (running === null) {
    const { adminKey, daysAgo: _daysAgo, ...settings } = installation;
    return withServer(({ examineInstallation }) =>
      examineInstallation({ ...settings, ...(adminKey === null ? {} : { adminKey }) }),
    );
  }
  return withServer(async ({ runningChecks }) => {
    try {
      const client = new AdminClient(running, terminal, ANSWER_TIMEOUT_MS);
      const health = await client.call("getHealth", {});
      return runningChecks(health, packageVersion(), Date.now());
    } catch (error) {
      if (error instanceof UsageError) return error.problems.map(platformFault);
      throw error;
    }
  });
}

const ANSWER_TIMEOUT_MS = 4_000;

/** No platform answers at the URL: a failed check. */
const platformFault = ({ message, hint }: Problem): Check => ({
  name: "platform",
  state: "failed",
  found: message,
  next: hint ?? null,
});

const reportIn =
  (terminal: Terminal) =>
  ({ name, state, found, next }: Check) => ({
    name,
    state,
    found: terminal.say(found),
    ...(next === null ? {} : { next: terminal.say(next) }),
  });

interface PrintParts {
  readonly counts: Readonly<Record<CheckState, number>>;
  readonly titleOf: (check: Check) => Text;
}

function printChecks(
  terminal: Terminal,
  checks: readonly Check[],
  { counts, titleOf }: PrintParts,
): void {
  const { out } = terminal;
  const rows = checks.map((check) => {
    const { state, found, next } = check;
    return [
      terminal.say(WORDS.states[state]),
      terminal.say(titleOf(check)),
      next === null ? terminal.say(found) : `${terminal.say(found)}\n→ ${terminal.say(next)}`,
    ];
  });
  const columns = [
    { title: terminal.say(WORDS.state) },
    { title: terminal.say(WORDS.check) },
    { title: terminal.say(WORDS.found), isWide: true },
  ] as const;
  printTable(out, columns, rows);
  out.line();
  const style = counts.failed > 0 ? "red" : counts.warning > 0 ? "yellow" : "green";
  out.line(`  ${out.style(style, terminal.say(WORDS.summary(counts)))}`);
}
