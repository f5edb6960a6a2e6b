import { readFileSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { OPERATIONS } from "@dingdan/contract";
import type { Command } from "commander";
import { describe, expect, test } from "vitest";
import { CapturedOutput } from "../test/support/captured-output.js";
import { runCommandLine } from "./command-line.js";
import { buildProgram } from "./program/build-program.js";
import type { Environment } from "./settings/reading.js";
import { Terminal } from "./terminal/terminal.js";

/** What a command line gets from its process, with these streams. */
const partsOf = (
  stdout: CapturedOutput,
  stderr: CapturedOutput,
  environment: Environment = {},
) => ({
  stdout,
  stderr,
  stdin: () => Readable.from([]),
  environment,
  untilStopped: () => new Promise<void>(() => undefined),
  untilServerStopped: () => new Promise<void>(() => undefined),
  takeSignals: () => () => undefined,
});

function programOf(): Command {
  const parts = partsOf(new CapturedOutput(), new CapturedOutput());
  const terminal = new Terminal({ ...parts, language: "en", isJson: false });
  return buildProgram({ ...parts, terminal }, () => undefined);
}

/** Every command that has no further commands, with the name of its group. */
const leavesOf = (command: Command, before = ""): readonly string[] =>
  command.commands.flatMap((child) => {
    const name = `${before}${child.name()}`;
    return child.commands.length === 0 ? [name] : leavesOf(child, `${name} `);
  });

const LEAVES = leavesOf(programOf());

async function run(
  line: string,
  environment: Environment = {},
  stdin: Readable = Readable.from([]),
) {
  const stdout = new CapturedOutput();
  const stderr = new CapturedOutput();
  const parts = partsOf(stdout, stderr, environment);
  const code = await runCommandLine(line === "" ? [] : line.split(" "), {
    ...parts,
    stdin: () => stdin,
  });
  return { code, out: stdout.text, err: stderr.text };
}

describe("help", () => {
  test("without a command, the commands are listed", async () => {
    const { code, out, err } = await run("");
    expect(code).toBe(0);
    expect(err).toBe("");
    expect(LEAVES).toContain("notify check");
    for (const leaf of LEAVES) expect(out).toContain(`  ${leaf.split(" ")[0]}`);
  });

  test.each(LEAVES)("%s has --help and --json in both languages", async (leaf) => {
    const english = await run(`${leaf} --help`);
    expect(english.code).toBe(0);
    expect(english.out).toContain("--json");
    expect(english.out).toContain("Examples:");
    const chinese = await run(`${leaf} --help`, { LANG: "zh_CN.UTF-8" });
    expect(chinese.out).toContain("用法：");
    expect(chinese.out).toMatch(/\p{Script=Han}{4}/u);
  });

  test("the help of a wire command uses the contract's texts", async () => {
    const { out } = await run("confirm --help", { LANG: "zh_CN" });
    expect(out).toContain(OPERATIONS.confirmProductPermission.summary.zh);
  });

  test("--version is the package's", async () => {
    expect((await run("--version")).out).toMatch(/^\d+\.\d+\.\d+/);
  });
});

describe("packages/cli/README.md", () => {
  const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  /** The first cells of its tables. */
  const cells = page.split("\n").flatMap((line) => /^\| ([^|]+) \|/.exec(line)?.[1] ?? []);

  test.each(LEAVES)("lists %s", (leaf) => {
    const [first = "", second] = leaf.split(" ");
    const ofFirst = cells.filter((cell) => new RegExp(`\`${first}(?=[ \`])`).test(cell));
    expect(ofFirst).not.toEqual([]);
    if (second !== undefined) {
      expect(ofFirst.join()).toMatch(new RegExp(`(\`|\`${first} )${second}(?=[ \`])`));
    }
  });

  test("lists every variable of serve", async () => {
    const { out } = await run("serve --help");
    const variables = new Set(out.match(/DINGDAN_[A-Z_]+/g));
    expect([...variables].filter((name) => !page.includes(`\`${name}`))).toEqual([]);
  });
});

describe("usage errors", () => {
  test.each([
    ["serv", "unknown command: serv", "did you mean serve?"],
    ["serve --prot 1", "unknown option: --prot", "did you mean --port?"],
    ["serve --port", "--port <port> needs a value", "dingdan serve --help"],
    ["upload", "missing argument: <file>", "dingdan upload --help"],
    ["app", "missing command", "dingdan app --help"],
    ["app create --name x", "missing option: --kind <kind>", "dingdan app create --help"],
    ["app create --name x --kind y", "invalid value for --kind <kind>: y", "mini_program"],
    ["admin-key create x", "missing option: --role <role>", "dingdan admin-key create --help"],
    [
      "admin-key rotate x --overlap-hours 721",
      "invalid value for --overlap-hours: 721",
      "0 to 720",
    ],
    ["app audit wx1 maybe", "invalid value for <result>: maybe", "approved, rejected"],
    ["exec", "missing argument: <command>", "dingdan exec --help"],
    [
      "exec --url http://h --database sqlite:x -- true",
      "--url and --database cannot be used together",
      "--database starts",
    ],
    ["serve --admin-key short", "shorter than 20 characters", "openssl rand -base64 32"],
    ["explain 1 2", "too many arguments", "dingdan explain --help"],
    ["confirm", "missing: --appid", "dingdan app create"],
    ["app list", "missing: --admin-key", "dingdan serve"],
    ["validate nowhere.json", "file not found: nowhere.json", "standard input"],
    [
      "validate nowhere.json --operation x",
      "invalid value for --operation: x",
      "uploadShoppingInfo",
    ],
  ])("%s", async (line, message, advice) => {
    const { code, out, err } = await run(line);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toContain(message);
    expect(err).toContain(advice);
  });

  test("are one JSON document on standard output with --json", async () => {
    const { code, out, err } = await run("serve --prot 1 --json");
    expect(code).toBe(2);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({
      error: { kind: "usage", message: "unknown option: --prot" },
    });
  });

  test("are in Chinese in a Chinese locale", async () => {
    const { err } = await run("serv", { LC_ALL: "zh_CN.UTF-8" });
    expect(err).toContain("没有命令 serv");
    expect(err).toContain("是否想输入 serve？");
  });
});

test("a writer that keeps standard input open does not keep a command from ending", async () => {
  const stdin = new PassThrough();
  stdin.write('{"a":1}\n{"a":2}\n');
  const { code, err } = await run("verify - --appid wx1 --secret s", {}, stdin);
  expect(code).toBe(2);
  expect(err).toContain("more than one document");
  expect(stdin.destroyed).toBe(true);
});

test("output that is not a terminal gets no control codes", async () => {
  for (const line of ["", "upload --help", "explain 268485206", "serv"]) {
    const { out, err } = await run(line);
    expect(out + err).not.toContain("\u001B");
  }
});
