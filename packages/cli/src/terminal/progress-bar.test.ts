import { expect, test } from "vitest";
import { CapturedOutput } from "../../test/support/captured-output.js";
import { progressBar } from "./progress-bar.js";
import { Pane } from "./terminal.js";

test("a terminal shows the progress in one line, which is erased at the end", () => {
  const stream = Object.assign(new CapturedOutput(), { isTTY: true, columns: 80 });
  const bar = progressBar(new Pane(stream));
  bar.update(0.25, "3 done");
  bar.finish();
  const drawn = stream.text;
  expect(drawn).toContain("25%  3 done");
  expect(drawn).not.toContain("\n");
  expect(drawn.endsWith("\r\u001B[2K")).toBe(true);
});

test("a pipe gets no progress bar", () => {
  const stream = new CapturedOutput();
  const bar = progressBar(new Pane(stream));
  bar.update(0.25, "3 done");
  bar.finish();
  expect(stream.text).toBe("");
});
