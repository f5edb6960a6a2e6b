import { expect, test } from "vitest";
import { Child, exitCodeOfSignal } from "./child.js";

test("a signal before the start prevents the start of the command", async () => {
  const child = new Child();
  child.signal("SIGTERM");
  child.signal("SIGINT");
  const end = await child.run(["no-such-command-anywhere"], {});
  expect(end).toEqual({ kind: "killed", signal: "SIGTERM" });
});

test("a command that does not exist is not started", async () => {
  const end = await new Child().run(["no-such-command-anywhere"], {});
  expect(end).toEqual({ kind: "notStarted", reason: "ENOENT" });
});

test.each([
  ["SIGHUP", 129],
  ["SIGINT", 130],
  ["SIGKILL", 137],
  ["SIGTERM", 143],
] as const)("the exit code for %s is %d, as in a shell", (signal, code) => {
  expect(exitCodeOfSignal(signal)).toBe(code);
});
