import { execFile, execFileSync } from "node:child_process";
import type { Variables } from "./command.js";

/** Why a test cannot use a program on this machine; false when it can. */
export function lacks(program: string): string | false {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return false;
  } catch {
    return `this machine has no ${program}`;
  }
}

export interface ProgramEnd {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a program with only these variables and PATH, and waits for its end. */
export function run(
  program: string,
  parameters: readonly string[],
  env: Variables,
): Promise<ProgramEnd> {
  return new Promise((resolve) => {
    const variables = { PATH: process.env["PATH"] ?? "", ...env };
    execFile(program, parameters, { env: variables, timeout: 15_000 }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, err });
    });
  });
}

/** Quotes a word for a shell. */
export const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Posts a file with Python's HTTP client, which is only configured by the environment. */
export const PYTHON_POST = `
import sys, urllib.request
url, file = sys.argv[1:]
data = open(file, "rb").read() if file else None
with urllib.request.urlopen(url, data=data, timeout=10) as answer: print(answer.read().decode())
`;
