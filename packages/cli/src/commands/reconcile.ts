import {
  type AlikeFailures,
  failuresByCause,
  NOTHING_ASKED,
  type ReconcileTotals,
  withPage,
} from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { progressBar } from "../terminal/progress-bar.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import { checkMchid } from "../wechatpay/merchant-number.js";

export interface ReconcileFlags extends AdminFlags {
  readonly mchid?: string;
}

/** A page waits for WeChat Pay, whose two hosts may take 5 s each, and for pauses that it demands. */
const PAGE_TIMEOUT_MS = 120_000;
/** Of longer lists, people see the beginning. */
const GROUPS_SHOWN = 20;
const NUMBERS_SHOWN = 4;

const WORDS = TEXTS.reconcile;

/**
 * `dingdan reconcile`: asks WeChat Pay for payments and refunds that were not reported.
 * @returns 1 if something could not be asked for, or not be recorded
 */
export async function reconcile(
  { terminal, environment }: Invocation,
  { mchid, ...flags }: ReconcileFlags,
): Promise<ExitCode> {
  if (mchid !== undefined) checkMchid(mchid);
  const admin = new AdminClient(adminSettings(flags, environment), terminal, PAGE_TIMEOUT_MS);
  const totals = await askAll(admin, terminal, mchid);
  if (terminal.isJson) terminal.json(totals);
  else printTotals(terminal, totals);
  return totals.failures.length > 0 ? 1 : 0;
}

async function askAll(
  admin: AdminClient,
  terminal: Terminal,
  mchid: string | undefined,
): Promise<ReconcileTotals> {
  const bar = progressBar(terminal.err);
  const ofMerchant = mchid === undefined ? {} : { mchid };
  let totals = NOTHING_ASKED;
  try {
    for (let cursor: string | undefined; ; ) {
      const place = cursor === undefined ? {} : { cursor };
      const page = await admin.call("reconcile", { body: { ...ofMerchant, ...place } });
      totals = withPage(totals, page);
      bar.update(null, terminal.say(WORDS.asked(totals.asked)));
      if (page.next_cursor === undefined) return totals;
      cursor = page.next_cursor;
    }
  } catch (error) {
    bar.finish();
    // What the pages before the failed one recorded stays recorded.
    if (totals.asked > 0 && !terminal.isJson) printTotals(terminal, totals);
    throw error;
  } finally {
    bar.finish();
  }
}

function printTotals(terminal: Terminal, totals: ReconcileTotals): void {
  const { out } = terminal;
  const { recorded, repeated, not_paid: notPaid, contradictions, failures } = totals;
  const lines = [
    [recorded, WORDS.recorded, "green", "✓"],
    [repeated, WORDS.repeated, "green", "✓"],
    [notPaid, WORDS.notPaid, "green", "✓"],
    [contradictions, WORDS.contradictions, "yellow", "!"],
    [failures.length, WORDS.failed, "red", "✗"],
  ] as const;
  if (lines.every(([count]) => count === 0)) {
    out.line(`${out.style("green", "✓")} ${terminal.say(WORDS.nothing)}`);
    return;
  }
  for (const [count, words, colour, mark] of lines) {
    if (count > 0) out.line(`${out.style(colour, mark)} ${terminal.say(words(count))}`);
  }
  if (failures.length > 0) printFailures(terminal, failures);
}

/** Failures with the same cause are one row. */
function printFailures(terminal: Terminal, failures: ReconcileTotals["failures"]): void {
  const { out } = terminal;
  const groups = failuresByCause(failures);
  out.line();
  printTable(
    out,
    [
      { title: terminal.say(WORDS.mchid) },
      { title: terminal.say(WORDS.numbers) },
      { title: terminal.say(WORDS.causeAndNext), isWide: true },
    ],
    groups.slice(0, GROUPS_SHOWN).map((group) => {
      const [{ mchid, cause, next }] = group;
      return [mchid, numbersOf(group, terminal), `${cause}\n→ ${next}`];
    }),
  );
  const hiddenCount = groups.length - GROUPS_SHOWN;
  if (hiddenCount > 0) out.line(`  ${out.dim(terminal.say(WORDS.moreCauses(hiddenCount)))}`);
  out.line(`  ${out.dim(terminal.say(WORDS.stops))}`);
}

function numbersOf(group: AlikeFailures, terminal: Terminal): string {
  const hiddenCount = group.length - Math.min(group.length, NUMBERS_SHOWN);
  const shown = group.slice(0, NUMBERS_SHOWN).map(({ number }) => number);
  return [...shown, ...(hiddenCount === 0 ? [] : [terminal.say(WORDS.more(hiddenCount))])].join(
    "\n",
  );
}
