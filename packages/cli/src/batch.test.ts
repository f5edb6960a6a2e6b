import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { CapturedOutput } from "../test/support/captured-output.js";
import { type FailedLine, runBatch } from "./batch.js";
import { RefusalError, UsageError } from "./errors.js";
import { splitLines } from "./json-lines.js";
import { Terminal } from "./terminal/terminal.js";

const stream = new CapturedOutput();
const terminal = new Terminal({ stdout: stream, stderr: stream, language: "en", isJson: false });

const linesOf = (...lines: readonly string[]) =>
  splitLines(Readable.from([Buffer.from(lines.join("\n"))]));

const refusal = (errcode: number) =>
  new RefusalError({
    interface: "wire",
    errcode,
    errmsg: `message of ${errcode}`,
    path: null,
    hint: "fix it",
    causes: [],
    rid: null,
  });

test("failed lines are grouped by code with their line numbers, and do not stop the batch", async () => {
  const failed: FailedLine[] = [];
  const lines = linesOf('{"n":1}', "{", '{"n":3}', '{"n":4}', '{"n":5}', "[]");
  const summary = await runBatch(
    lines,
    async ({ n }) => {
      if (n === 3 || n === 5) throw refusal(268485206);
      return "stored";
    },
    {
      concurrency: 2,
      terminal,
      onFailure: async (line) => {
        failed.push(line);
      },
    },
  );
  expect(summary).toMatchObject({
    total: 6,
    failedCount: 4,
    failures: [
      { code: "JSON", count: 2, lines: [2, 6] },
      { code: "268485206", message: "message of 268485206", count: 2, lines: [3, 5] },
    ],
  });
  expect(summary.outcomes).toEqual(new Map([["stored", 2]]));
  expect(failed.toSorted((a, b) => a.line - b.line)).toMatchObject([
    { line: 2, document: "{" },
    { line: 3, document: { n: 3 }, error: { errcode: 268485206, hint: "fix it" } },
    { line: 5, document: { n: 5 } },
    { line: 6, document: "[]" },
  ]);
});

test.each([
  ["a wrong secret", refusal(40125)],
  ["a closed permission", refusal(268485184)],
  ["no server", new UsageError({ message: { en: "no response", zh: "无响应" } })],
  [
    "a wrong admin key",
    new RefusalError({
      interface: "admin",
      status: 401,
      title: "",
      detail: "",
      hint: null,
      violations: [],
    }),
  ],
])("%s stops a batch: every other line would fail as well", async (_, error) => {
  let calls = 0;
  const running = runBatch(
    linesOf("{}", "{}", "{}", "{}"),
    async () => {
      calls += 1;
      throw error;
    },
    { concurrency: 1, terminal },
  );
  await expect(running).rejects.toBe(error);
  expect(calls).toBe(1);
});
