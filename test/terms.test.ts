import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/* The terminology check, on small files with planted words. */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const TEXTLINT = fileURLToPath(import.meta.resolve("textlint/bin/textlint.js"));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dingdan-terms-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Checks files; returns the exit status and what is reported, each as `name:line:column: message`. */
function check(files: readonly (readonly [name: string, content: string])[]) {
  const paths = files.map(([name, content]) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  });
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [TEXTLINT, "--format", "unix", ...paths],
    { cwd: ROOT, encoding: "utf8" },
  );
  expect(stderr).toBe("");
  const reports = stdout
    .split("\n")
    .filter((line) => line.startsWith(folder))
    .map((line) => line.slice(folder.length + 1));
  return { status, reports };
}

describe("a banned word is rejected with its place and its replacement", () => {
  const told = "“told”, use “reported, returned, shown, said or distinguished” instead";
  const cases: readonly (readonly [
    where: string,
    name: string,
    content: string,
    report: string,
  ])[] = [
    ["in Markdown", "a.md", "# Orders\n\nThe merchant is told.\n", `3:17: Incorrect term: ${told}`],
    [
      "in a table of Markdown",
      "b.md",
      "| a | b |\n| - | - |\n| c | so many |\n",
      "3:7: Incorrect term: “so many”, use “this many, that many, the number or N” instead",
    ],
    [
      "at the beginning of a sentence",
      "c.md",
      "Nobody calls.\n",
      "1:1: Incorrect term: “Nobody”, use “The subject: no client, no process, a user” instead",
    ],
    [
      "in a comment",
      "d.ts",
      "const order = 1;\n/** The merchant is told. */\n",
      `2:21: Incorrect term: ${told}`,
    ],
    ["in a string", "e.tsx", 'const text = "told";\n', `1:15: Incorrect term: ${told}`],
    [
      "in a name, at its beginning",
      "f.mjs",
      "function tellMerchant() {}\n",
      "1:10: Incorrect term: “tell”, use “report, return, show, say, notify or distinguish” instead",
    ],
    [
      "in SQL",
      "g.sql",
      "-- A session is over.\n",
      "1:14: Incorrect term: “is over”, use “has expired or has ended” instead",
    ],
  ];
  let result: ReturnType<typeof check>;
  beforeAll(() => {
    result = check(cases.map(([, name, content]) => [name, content]));
  });
  test.each(cases)("%s", (_, name, __, report) => {
    expect(result.status).toBe(1);
    expect(result.reports.filter((line) => line.startsWith(`${name}:`))).toEqual([
      `${name}:${report} [Error/terminology]`,
    ]);
  });
});

test("every banned word is found, in its forms and in quotes", () => {
  const words = [
    "told, tell, tells, telling, whoever, Whosoever, nobody, somebody, anybody",
    "stands in, stand for, stood at, standing there, stands still",
    "goes on, went on, held against, anew, afresh, mend, mends, mended, of the floor, so many",
    "befall, befalls, be it, whereby, thereby, thereof, hence, lest, ere, whence, thence, likewise",
    "as it were, for ever, for good, without a word, in the place of, none the less, under way",
    "is over, are over, put down, puts down",
  ].flatMap((line) => line.split(", "));
  const { status, reports } = check([["words.ts", words.map((word) => `// "${word}"\n`).join("")]]);
  expect(status).toBe(1);
  expect(reports.map((report) => /“(.+?)”/.exec(report)?.[1])).toEqual(words);
});

test("plain words, words that hold a banned one, and exempt lines are accepted", () => {
  const accepted = check([
    ["plain.md", "The server notifies the merchant.\n"],
    ["plain.ts", "// The server notifies the merchant.\n"],
    ["longer.md", "An intelligent teller recommends and amends a sphere; it is over 3 bytes.\n"],
    ["exempt.ts", 'const quoted = "told"; // terms: allow\n'],
    [
      "exempt.md",
      "<!-- textlint-disable terminology -->\n\nA merchant is told.\n\n<!-- textlint-enable terminology -->\n",
    ],
  ]);
  expect(accepted).toEqual({ status: 0, reports: [] });
});
