import type { Unchecked } from "@dingdan/contract";
import { runBatch } from "./batch.js";
import { openFailuresFile } from "./failures-file.js";
import type { Input } from "./input.js";
import type { ExitCode } from "./invocation.js";
import { concurrencySetting } from "./settings/concurrency.js";
import { type DescribeOutcome, printBatch } from "./terminal/batch-report.js";
import { progressBar } from "./terminal/progress-bar.js";
import type { Terminal } from "./terminal/terminal.js";
import { TEXTS } from "./texts.js";

export interface BatchFlags {
  readonly concurrency?: string;
  readonly failures?: string;
}

/**
 * Makes one call for each line of an input. Shows a progress bar, writes failed lines to the failures
 * file and prints a report.
 */
export async function batchCommand(
  terminal: Terminal,
  input: Input & { readonly kind: "many" },
  flags: BatchFlags,
  call: (document: Unchecked) => Promise<string>,
  describe: DescribeOutcome,
): Promise<ExitCode> {
  const concurrency = concurrencySetting(flags.concurrency);
  const failuresFile = flags.failures ?? null;
  const failures = failuresFile === null ? null : await openFailuresFile(failuresFile, input.name);
  const bar = progressBar(terminal.err);
  const startedAtMs = performance.now();
  let goodCount = 0;
  try {
    const summary = await runBatch(input.lines, call, {
      concurrency,
      terminal,
      onLine: ({ bytesRead }, { done, failed }) => {
        goodCount = done - failed;
        const fraction = input.bytesTotal === null ? null : bytesRead / input.bytesTotal;
        bar.update(fraction, terminal.say(TEXTS.batch.progress(done, failed)));
      },
      ...(failures === null ? {} : { onFailure: failures.add }),
    });
    bar.finish();
    const durationMs = performance.now() - startedAtMs;
    printBatch(terminal, summary, { describe, durationMs, failuresFile });
    return summary.failedCount > 0 ? 1 : 0;
  } catch (error) {
    bar.finish();
    if (goodCount > 0 && !terminal.isJson) {
      terminal.err.line(`  ${terminal.say(TEXTS.batch.stopped(goodCount))}`);
    }
    throw error;
  } finally {
    input.close();
    await failures?.close();
  }
}
