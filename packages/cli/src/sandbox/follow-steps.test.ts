import { FIRST_RUN_STEPS, type FirstRunProgress, type FirstRunStep } from "@dingdan/contract";
import { expect, test } from "vitest";
import { CapturedOutput } from "../../test/support/captured-output.js";
import { Terminal } from "../terminal/terminal.js";
import { followSteps } from "./follow-steps.js";

function progressWith(...done: readonly FirstRunStep[]): FirstRunProgress {
  const steps = FIRST_RUN_STEPS.map((name) => ({
    name,
    title: name,
    state: done.includes(name) ? ("done" as const) : ("open" as const),
    button: "",
    note: null,
    link: null,
  }));
  return { steps, done: done.length, is_finished: done.length === steps.length };
}

/** Follows a sandbox that answers these one after the other, and then stops. */
async function follow(first: FirstRunProgress, later: readonly (FirstRunProgress | null)[]) {
  const stderr = new CapturedOutput();
  const stdout = new CapturedOutput();
  const answers = [...later];
  await followSteps({
    terminal: new Terminal({ stdout, stderr, language: "en", isJson: false }),
    progress: first,
    read: async () => answers.shift() ?? null,
    pause: async () => {
      if (answers.length === 0) throw new Error("stopped");
    },
  });
  return stderr.text;
}

test("each step is ticked once, when it is done, and not those of before", async () => {
  const text = await follow(progressWith("token"), [
    progressWith("token"),
    null,
    progressWith("token", "upload", "refusal"),
    progressWith("token", "upload", "refusal"),
  ]);
  expect(text).toBe("  ✓ 2  Upload an order\n  ✓ 6  See why a call fails\n");
});

test("when all are done, it says where to go next, and ends", async () => {
  const all = progressWith(...FIRST_RUN_STEPS);
  expect(await follow(progressWith("token"), [all, all])).toMatch(/✓ 2[^]*✓ 6[^]*Next: /);
  expect(await follow(all, [all])).toBe("");
});
