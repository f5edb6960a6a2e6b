import { dueTexts } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { CLOCK_TEXTS as TEXTS } from "../clock/clock-texts.js";
import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { ADVANCE_SECONDS_MAX, advanceSettings, clockSetSettings } from "../settings/clock.js";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";

/** `dingdan clock show`. */
export async function clockShow(
  { terminal, environment }: Invocation,
  flags: AdminFlags,
): Promise<ExitCode> {
  const clock = await new AdminClient(adminSettings(flags, environment), terminal).call(
    "getClock",
    {},
  );
  if (terminal.isJson) {
    terminal.json(clock);
    return 0;
  }
  const { now, is_sandbox: isSandbox, offset_seconds: aheadSeconds } = clock;
  printFacts(terminal.out, [
    [terminal.say(TEXTS.label.now), instant(now)],
    [terminal.say(TEXTS.label.clock), terminal.say(isSandbox ? TEXTS.sandbox : TEXTS.fixed)],
    [
      terminal.say(TEXTS.label.ahead),
      aheadSeconds === 0 ? null : terminal.say(TEXTS.seconds(aheadSeconds)),
    ],
  ]);
  return 0;
}

/** `dingdan clock advance DURATION`. */
export async function clockAdvance(
  { terminal, environment }: Invocation,
  duration: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const { admin, seconds } = advanceSettings(duration, flags, environment);
  return move(new AdminClient(admin, terminal, MOVE_TIMEOUT_MS), seconds, terminal);
}

/** `dingdan clock set INSTANT`. @throws UsageError when the clock is past it */
export async function clockSet(
  { terminal, environment }: Invocation,
  at: string,
  flags: AdminFlags,
): Promise<ExitCode> {
  const { admin: settings, atMs } = clockSetSettings(at, flags, environment);
  const admin = new AdminClient(settings, terminal, MOVE_TIMEOUT_MS);
  const { now } = await admin.call("getClock", {});
  // A call moves whole seconds. The clock must not stop before the instant.
  const seconds = Math.ceil((atMs - Date.parse(now)) / 1000);
  const { past, tooFar } = TEXTS.problem;
  if (seconds < 0) throw new UsageError(past(instant(now) ?? now));
  if (seconds > ADVANCE_SECONDS_MAX) throw new UsageError(tooFar(instant(now) ?? now));
  return move(admin, seconds, terminal);
}

/** What falls due is done before the answer. */
const MOVE_TIMEOUT_MS = 120_000;

async function move(admin: AdminClient, seconds: number, terminal: Terminal): Promise<ExitCode> {
  const moved = await admin.call("advanceClock", { body: { advance_seconds: seconds } });
  if (terminal.isJson) terminal.json(moved);
  else {
    printFacts(terminal.out, [
      [terminal.say(TEXTS.label.now), instant(moved.now)],
      [terminal.say(TEXTS.label.due), terminal.say(dueTexts(moved))],
    ]);
  }
  return 0;
}
