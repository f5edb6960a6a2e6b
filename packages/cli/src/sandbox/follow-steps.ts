import { FIRST_RUN_PATH, type FirstRunProgress, type Language } from "@dingdan/contract";
import type { Terminal } from "../terminal/terminal.js";
import { printAllDone, printTick } from "./steps.js";

const TIMEOUT_MS = 5_000;

/** How far the first order of a sandbox is; null when it does not say, as at an address of a network. */
export async function readProgress(
  url: string,
  language: Language,
): Promise<FirstRunProgress | null> {
  try {
    const answer = await fetch(url + FIRST_RUN_PATH, {
      headers: { "accept-language": language },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return answer.ok ? ((await answer.json()) as FirstRunProgress) : null;
  } catch {
    // A sandbox that stops answers no more.
    return null;
  }
}

/** Prints each step when it is done, until all are. */
export async function followSteps({
  terminal,
  progress: known,
  read,
  pause,
}: {
  readonly terminal: Terminal;
  /** What has been printed. */
  readonly progress: FirstRunProgress;
  readonly read: () => Promise<FirstRunProgress | null>;
  /** Waits until the next look. Rejects when the sandbox stops. */
  readonly pause: () => Promise<unknown>;
}): Promise<void> {
  let shown = known;
  while (!shown.is_finished) {
    try {
      await pause();
    } catch {
      return;
    }
    const progress = await read();
    if (progress === null) continue;
    for (const [index, { name, state }] of progress.steps.entries()) {
      const isNew = state === "done" && shown.steps[index]?.state !== "done";
      if (isNew) printTick(terminal, name);
    }
    if (progress.is_finished) printAllDone(terminal);
    shown = progress;
  }
}
