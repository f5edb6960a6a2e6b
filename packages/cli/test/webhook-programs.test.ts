import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { newSigningKeys, type SigningKeys, standardHeaders } from "@dingdan/server";
import { afterAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "./support/command.js";

/* The programs of docs/webhooks.md accept what Dingdan sends, and nothing else. */

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const PAGES = ["docs/webhooks.md", "docs/webhooks.zh-CN.md"].map((name) =>
  readFileSync(ROOT + name, "utf8"),
);

const folder = temporaryFolder();
symlinkSync(`${ROOT}node_modules`, `${folder.path}/node_modules`);
afterAll(() => folder.remove());

interface Language {
  readonly block: string;
  readonly file: string;
  /** The command before the file, and the words that show whether it is installed. */
  readonly command: readonly string[];
  readonly version: string;
}

const LANGUAGES: readonly Language[] = [
  { block: "js", file: "verify.mjs", command: [process.execPath], version: "--version" },
  { block: "python", file: "verify.py", command: ["python3"], version: "--version" },
  { block: "go", file: "verify.go", command: ["go", "run"], version: "version" },
  { block: "php", file: "verify.php", command: ["php"], version: "--version" },
  { block: "java", file: "Verify.java", command: ["java"], version: "--version" },
];

const BODY = '{"id":"evt_5b0c7de21a94_18","data":{"name":"保护壳"}}';
const old = newSigningKeys();
const keys = newSigningKeys();

interface Request {
  readonly secret: string;
  readonly signers: readonly SigningKeys[];
  readonly ageSeconds: number;
  readonly body: string;
}

const GENUINE: Request = { secret: keys.secret, signers: [keys], ageSeconds: 0, body: BODY };
const NEVER: Request = { ...GENUINE, body: BODY.replace("18", "19") };

const CASES: readonly (readonly [title: string, request: Request, answer: "valid" | "invalid"])[] =
  [
    ["a request", GENUINE, "valid"],
    ["both secrets of a rotation", { ...GENUINE, signers: [keys, old] }, "valid"],
    [
      "the old secret of a rotation",
      { ...GENUINE, secret: old.secret, signers: [keys, old] },
      "valid",
    ],
    ["another body", NEVER, "invalid"],
    ["another secret", { ...GENUINE, secret: old.secret }, "invalid"],
    ["an old request", { ...GENUINE, ageSeconds: 400 }, "invalid"],
  ];

/** What a program answers to a request that was signed for `BODY`. */
function ask({ command, file }: Language, request: Request): Promise<string> {
  const [program = "", ...parameters] = command;
  const message = { id: "evt_5b0c7de21a94_18", atMs: Date.now() - request.ageSeconds * 1000 };
  const headers = standardHeaders({ ...message, body: BODY }, request.signers);
  const names = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const values = names.map((name) => headers[name] ?? "");
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...parameters, file, request.secret, ...values],
      { cwd: folder.path },
      (error, out) => (error === null ? resolve(out.trim()) : reject(error)),
    );
    child.stdin?.end(request.body);
  });
}

function isMissing({ command: [program = ""], version }: Language): boolean {
  try {
    execFileSync(program, [version], { stdio: "ignore" });
    return false;
  } catch {
    return true;
  }
}

describe.each(LANGUAGES)("the program of docs/webhooks.md in $block", (language) => {
  const block = new RegExp(`\`\`\`${language.block}\\n([^]*?)\`\`\``);
  const [program = "", ofChinese] = PAGES.map((page) => block.exec(page)?.[1] ?? "");

  test("is the same on both pages", () => {
    expect(program).toContain("verify");
    expect(ofChinese).toBe(program);
  });

  test("accepts what is signed, and nothing else", async ({ skip }) => {
    if (isMissing(language)) skip(`${language.command[0]} is not installed`);
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(`${folder.path}/${language.file}`, program);
    const answers = await Promise.all(CASES.map(([, request]) => ask(language, request)));
    expect(CASES.map(([title], index) => [title, answers[index]])).toEqual(
      CASES.map(([title, , answer]) => [title, answer]),
    );
  });
});
