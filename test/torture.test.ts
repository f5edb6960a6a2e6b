import { execFile, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import type { Finding } from "./torture/findings.js";
import type { Report } from "./torture/report.js";

/*
 * The small cases of `npm run torture`, with small numbers. How long something takes on a busy machine
 * is not judged here, only that it happens; `npm run torture` judges the times.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PROGRAM = `${ROOT}test/torture/dist/test/torture/torture.js`;

/** The cases that need neither PostgreSQL nor root. */
const CASES = [
  "pipelined-reads",
  "held-bodies",
  "sqlite-locked",
  "stop-sqlite-locked",
  "guess-limits",
  "request-framing",
  "callback-addresses",
  "kill-sqlite",
  "backup-sqlite",
];

let report: Report;
beforeAll(async () => {
  execFileSync(process.execPath, [`${ROOT}node_modules/typescript/bin/tsc`, "-p", "test/torture"], {
    cwd: ROOT,
  });
  const words = [PROGRAM, "--quick", "--json", "--only", CASES.join(",")];
  // The exit code is 1 when a time is exceeded.
  const { stdout } = await promisify(execFile)(process.execPath, words).catch(
    (error: { stdout: string }) => error,
  );
  report = JSON.parse(stdout) as Report;
}, 120_000);

const isKept = ({ passed, unit, measured }: Finding) =>
  passed || (unit === "ms" && measured !== "never");

describe("under attack, every promise is kept", () => {
  test.each(CASES)("%s", (name) => {
    const found = report.cases.find((one) => one.name === name);
    expect(found).toMatchObject({ failed: null, skipped: null });
    expect(found?.findings.length).toBeGreaterThan(0);
    expect(found?.findings.filter((finding) => !isKept(finding))).toEqual([]);
  });
});
