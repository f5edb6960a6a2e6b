import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { text } from "node:stream/consumers";
import { findPostgres } from "../../../packages/server/test/support/postgres-server.js";
import { remember } from "./children.js";
import { BIN } from "./server.js";

/** Runs a command of `dingdan` with `--json`, and returns what it prints. @throws Error when it fails */
export async function dingdan<Result>(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Result> {
  // The programs of PostgreSQL may be in a folder of their own.
  const path = [findPostgres(), process.env["PATH"]].filter(Boolean).join(delimiter);
  const child = spawn(process.execPath, [BIN, ...words, "--json"], {
    env: { PATH: path, LANG: "en_US.UTF-8", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  remember(child);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const code = await ended;
  if (code !== 0) throw new Error(`dingdan ${words.join(" ")}: exit code ${code}: ${out}${err}`);
  return JSON.parse(out) as Result;
}
