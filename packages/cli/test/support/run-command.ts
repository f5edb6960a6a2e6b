import { Readable } from "node:stream";
import type { Dingdan } from "@dingdan/server";
import { runCommandLine } from "../../src/command-line.js";
import { CapturedOutput } from "./captured-output.js";

/** Runs a command against a platform in this process, which is faster than one of its own. */
export async function runCommand(
  { url, adminKey }: Pick<Dingdan, "url" | "adminKey">,
  words: readonly string[],
  stdin: string | Readable = "",
) {
  const stdout = new CapturedOutput();
  const stderr = new CapturedOutput();
  const never = () => new Promise<void>(() => undefined);
  const code = await runCommandLine([...words], {
    stdout,
    stderr,
    stdin: () => (typeof stdin === "string" ? Readable.from([Buffer.from(stdin)]) : stdin),
    environment: { DINGDAN_URL: url, DINGDAN_ADMIN_KEY: adminKey ?? "" },
    untilStopped: never,
    untilServerStopped: never,
    takeSignals: () => () => undefined,
  });
  return { code, out: stdout.text, err: stderr.text };
}

/** The document that a command prints with `--json`. @throws with what it prints when it fails */
export async function readCommand<Document>(
  dingdan: Pick<Dingdan, "url" | "adminKey">,
  words: readonly string[],
  stdin = "",
): Promise<Document> {
  const { code, out, err } = await runCommand(dingdan, [...words, "--json"], stdin);
  if (code !== 0) throw new Error(out + err);
  return JSON.parse(out) as Document;
}

/** A terminal at which a person types these lines, and then ends the input. */
export const typed = (...lines: readonly string[]): Readable =>
  Object.assign(Readable.from(lines.map((line) => Buffer.from(`${line}\n`))), { isTTY: true });
