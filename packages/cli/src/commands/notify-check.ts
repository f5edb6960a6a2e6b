import { reasonOf, UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import {
  type CaseResult,
  checkReceiver,
  DEFAULT_LIMITS,
  ReceiverError,
  resultsWithoutNotices,
} from "../notify/check-receiver.js";
import { DEFAULT_KEYS_FILE, TEST_MCHID } from "../notify/defaults.js";
import { EffectsError, readEffects } from "../notify/effects.js";
import { gradeOf } from "../notify/grade.js";
import { NOTIFY_TEXTS } from "../notify/notify-texts.js";
import { readTemplate } from "../notify/order-file.js";
import { demoTemplate, orderNumber } from "../notify/orders.js";
import { printResults, reportOf } from "../notify/print-results.js";
import { findPublicAddress } from "../notify/receiver-address.js";
import { newTestKeys, signersOf, type TestKeys } from "../notify/test-keys.js";
import { readTestKeys, writeTestKeys } from "../notify/test-keys-file.js";
import {
  type NotifyCheckFlags,
  type NotifyCheckSettings,
  notifyCheckSettings,
} from "../settings/notify.js";
import { progressBar } from "../terminal/progress-bar.js";
import type { Terminal } from "../terminal/terminal.js";

const { problem: PROBLEM } = NOTIFY_TEXTS;

/**
 * `dingdan notify check URL`: checks a merchant's own receiver of notices.
 * @returns 1 if a case failed
 */
export async function notifyCheck(
  { terminal, stdin }: Invocation,
  url: string,
  flags: NotifyCheckFlags,
): Promise<ExitCode> {
  const settings = notifyCheckSettings(url, flags);
  const { orderFile, signer, effectsUrl } = settings;
  // Before keys are made: the receiver of such a URL needs none yet.
  const unsent = resultsWithoutNotices(settings);
  if (unsent !== null) return report(terminal, unsent, { url, durationMs: 0 });
  const keys = await keysOf(settings);
  const template =
    orderFile === null ? demoTemplate(keys.mchid) : await readTemplate(orderFile, stdin);
  await confirmReceiver(settings);
  const { main, other } = signersOf(keys, signer);
  const bar = progressBar(terminal.err);
  const startedAtMs = performance.now();
  try {
    if (effectsUrl !== null) await readEffects(effectsUrl, orderNumber(template, "payment"));
    const results = await checkReceiver({
      url,
      paid: { template, paidAt: keys.created_at },
      keys: { apiV3Key: keys.api_v3_key, signer: main },
      otherSigner: other,
      effectsUrl,
      isSelected: settings.isSelected,
      limits: DEFAULT_LIMITS,
      nowMs: Date.now,
      onProgress: (fraction) => {
        const percent = Math.floor(fraction * 100);
        bar.update(fraction, terminal.say(NOTIFY_TEXTS.progress(percent)));
      },
    });
    bar.finish();
    const durationMs = Math.round(performance.now() - startedAtMs);
    return report(terminal, results, { url, durationMs });
  } catch (error) {
    bar.finish();
    if (error instanceof ReceiverError) {
      throw new UsageError(PROBLEM.unreachable(url, error.message));
    }
    if (error instanceof EffectsError) throw new UsageError(PROBLEM.badEffects(error.text));
    throw error;
  }
}

function report(
  terminal: Terminal,
  results: readonly CaseResult[],
  check: { readonly url: string; readonly durationMs: number },
): ExitCode {
  if (terminal.isJson) terminal.json(reportOf(terminal, results, check));
  else printResults(terminal, results, check.durationMs);
  return gradeOf(results).counts.failed > 0 ? 1 : 0;
}

async function keysOf({ keysFile }: NotifyCheckSettings): Promise<TestKeys> {
  const keys = await readTestKeys(keysFile ?? DEFAULT_KEYS_FILE);
  if (keys !== null) return keys;
  if (keysFile !== null) throw new UsageError(PROBLEM.keysMissing(keysFile));
  await writeTestKeys(DEFAULT_KEYS_FILE, newTestKeys(TEST_MCHID, Date.now()));
  throw new UsageError(PROBLEM.keysJustMade(DEFAULT_KEYS_FILE));
}

/** Refuses a receiver that the internet can reach, unless the user says that it is theirs. */
async function confirmReceiver({ url, allowsPublicReceiver }: NotifyCheckSettings): Promise<void> {
  if (allowsPublicReceiver) return;
  const { hostname } = new URL(url);
  let address: string | null;
  try {
    address = await findPublicAddress(hostname);
  } catch (error) {
    throw new UsageError(PROBLEM.unreachable(url, reasonOf(error)));
  }
  if (address !== null) throw new UsageError(PROBLEM.publicReceiver(hostname, address));
}
