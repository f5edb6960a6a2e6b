import { expect, test } from "vitest";
import { CapturedOutput } from "../../test/support/captured-output.js";
import { progressBar } from "./progress-bar.js";
import { Pane } from "./terminal.js";

test("a terminal is shown how far it is, in one line that is taken away at the end", () => {
  const stream = Object.assign(new CapturedOutput(), { isTTY: true, columns: 80 });
  const bar = progressBar(new Pane(stream));
  bar.update(0.25, "3 done");
  bar.finish();
  const drawn = stream.text;
  expect(drawn).toContain("25%  3 done");
  expect(drawn).not.toContain("\n");
  expect(drawn.endsWith("\r\u001B[2K")).toBe(true);
});

test("a pipe is shown nothing", () => {
  const stream = new CapturedOutput();
  const bar = progressBar(new Pane(stream));
  bar.update(0.25, "3 done");
  bar.finish();
  expect(stream.text).toBe("");
});
