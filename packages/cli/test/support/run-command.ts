import { Readable } from "node:stream";
import type { Dingdan } from "@dingdan/server";
import { runCommandLine } from "../../src/command-line.js";
import { CapturedOutput } from "./captured-output.js";

/** Runs a command against a platform in this process, which is faster than one of its own. */
export async function runCommand(
  { url, adminKey }: Pick<Dingdan, "url" | "adminKey">,
  words: readonly string[],
  stdin = "",
) {
  const stdout = new CapturedOutput();
  const stderr = new CapturedOutput();
  const never = () => new Promise<void>(() => undefined);
  const code = await runCommandLine([...words], {
    stdout,
    stderr,
    stdin: () => Readable.from([Buffer.from(stdin)]),
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
