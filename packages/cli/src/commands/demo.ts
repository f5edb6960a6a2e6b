import { EXAMPLE_PAYMENT, type ListedOrderRepresentation, parseInstantMs } from "@dingdan/contract";
import { printBuyersOrders, printChapter, printStep } from "../demo/print.js";
import type { DemoStep } from "../demo/step.js";
import { playStory } from "../demo/story.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";

/**
 * `dingdan demo`: the complete flow in an in-memory sandbox. Its clock starts one second after the
 * example's payment, so that the example's upload is in time for the review's 5-second rule.
 */
export async function demo({ terminal }: Invocation): Promise<ExitCode> {
  const paidAtMs = parseInstantMs(EXAMPLE_PAYMENT.success_time) ?? 0;
  const startedAtMs = performance.now();
  const platform = await withServer(({ createDingdan }) =>
    createDingdan({ startsAt: new Date(paidAtMs + 1000) }),
  );
  try {
    const { url, adminKey } = platform;
    const stage = { url, adminKey: adminKey ?? "", language: terminal.language };
    if (!terminal.isJson) printTitle(terminal, url);
    const { steps, orders } = await play(terminal, playStory(stage));
    if (terminal.isJson) terminal.json(steps.map((step) => stepDocument(step, terminal)));
    else if (orders !== null) printEnd(terminal, steps.length, orders, startedAtMs);
    else terminal.err.line(`  ${terminal.say(TEXTS.demo.failed)}`);
    return orders === null ? 1 : 0;
  } finally {
    await platform.close();
  }
}

type Story = ReturnType<typeof playStory>;

/** Plays the steps; stops after the first unexpected reply. */
async function play(terminal: Terminal, story: Story) {
  const steps: DemoStep[] = [];
  for (;;) {
    const { value, done } = await story.next();
    if (done === true) return { steps, orders: value };
    if (!terminal.isJson) {
      if (steps.at(-1)?.chapter !== value.chapter) printChapter(terminal, value.chapter);
      printStep(terminal, steps.length + 1, value);
    }
    steps.push(value);
    if (!value.isAsExpected) return { steps, orders: null };
  }
}

function printTitle({ out, language }: Terminal, url: string): void {
  out.line(`${out.bold(TEXTS.demo.title[language])}  ${out.dim(url)}`);
}

function printEnd(
  terminal: Terminal,
  stepCount: number,
  orders: readonly ListedOrderRepresentation[],
  startedAtMs: number,
): void {
  const { out } = terminal;
  printBuyersOrders(terminal, orders);
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  out.line();
  out.line(
    `${out.style("green", "✓")} ${terminal.say(TEXTS.demo.finished(stepCount, seconds))}  ${out.dim(terminal.say(TEXTS.demo.next))}`,
  );
}

function stepDocument(step: DemoStep, terminal: Terminal) {
  return {
    chapter: terminal.say(step.chapter),
    title: terminal.say(step.title),
    method: step.method,
    path: step.path,
    request: step.request,
    status: step.status,
    reply: step.reply,
    duration_ms: Math.round(step.durationMs * 10) / 10,
    is_as_expected: step.isAsExpected,
  };
}
