import { EXAMPLE_PAYMENT, parseInstantMs, type Text } from "@dingdan/contract";
import { printBuyersOrders, printChapter, printStep } from "../demo/print.js";
import { SHIPPING_DEMO_TEXTS } from "../demo/shipping-demo-texts.js";
import { playShippingStory } from "../demo/shipping-story.js";
import type { DemoStep, Stage } from "../demo/step.js";
import { playStory } from "../demo/story.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { withServer } from "../platform.js";
import { printTimelines } from "../shipping/print-trade-orders.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";

/**
 * `dingdan demo`: the complete flow in an in-memory sandbox. Its clock starts one second after the
 * example's payment, so that the example's upload is in time for the review's 5-second rule.
 */
export const demo = (invocation: Invocation): Promise<ExitCode> =>
  perform(invocation, {
    title: TEXTS.demo.title,
    play: playStory,
    printEnd: printBuyersOrders,
  });

/** `dingdan demo shipping`: two payments under shipping information management, from the upload on. */
export const demoShipping = (invocation: Invocation): Promise<ExitCode> =>
  perform(invocation, {
    title: SHIPPING_DEMO_TEXTS.title,
    play: playShippingStory,
    printEnd: (terminal, orders) => {
      const { out } = terminal;
      out.line();
      out.line(out.bold(out.style("cyan", terminal.say(SHIPPING_DEMO_TEXTS.happened))));
      out.line();
      printTimelines(terminal, orders);
    },
  });

interface Performance<Result> {
  readonly title: Text;
  readonly play: (stage: Stage, startsAtMs: number) => AsyncGenerator<DemoStep, Result>;
  /** Prints what the story has led to. */
  readonly printEnd: (terminal: Terminal, result: Result) => void;
}

async function perform<Result>(
  { terminal }: Invocation,
  { title, play, printEnd }: Performance<Result>,
): Promise<ExitCode> {
  const startsAtMs = (parseInstantMs(EXAMPLE_PAYMENT.success_time) ?? 0) + 1000;
  const beganMs = performance.now();
  const platform = await withServer(({ createDingdan }) =>
    createDingdan({ startsAt: new Date(startsAtMs) }),
  );
  try {
    const { url, adminKey } = platform;
    const stage = { url, adminKey: adminKey ?? "", language: terminal.language };
    const { out } = terminal;
    if (!terminal.isJson) out.line(`${out.bold(terminal.say(title))}  ${out.dim(url)}`);
    const { steps, end } = await playToEnd(terminal, play(stage, startsAtMs));
    if (terminal.isJson) terminal.json(steps.map((step) => stepDocument(step, terminal)));
    else if (end === null) terminal.err.line(`  ${terminal.say(TEXTS.demo.failed)}`);
    else {
      printEnd(terminal, end.result);
      printSummary(terminal, steps.length, beganMs);
    }
    return end === null ? 1 : 0;
  } finally {
    await platform.close();
  }
}

/** Plays the steps; stops after the first unexpected reply. */
async function playToEnd<Result>(terminal: Terminal, story: AsyncGenerator<DemoStep, Result>) {
  const steps: DemoStep[] = [];
  for (;;) {
    const { value, done } = await story.next();
    if (done === true) return { steps, end: { result: value } };
    if (!terminal.isJson) {
      if (steps.at(-1)?.chapter !== value.chapter) printChapter(terminal, value.chapter);
      printStep(terminal, steps.length + 1, value);
    }
    steps.push(value);
    if (!value.isAsExpected) return { steps, end: null };
  }
}

function printSummary(terminal: Terminal, stepCount: number, beganMs: number): void {
  const { out } = terminal;
  const seconds = ((performance.now() - beganMs) / 1000).toFixed(1);
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
