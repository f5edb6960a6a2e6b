import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { constants, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { BIN, type FirstLine, temporaryFolder } from "./support/command.js";

const folder = temporaryFolder();
afterAll(folder.remove);
let child: ChildProcess | null = null;
afterEach(() => {
  child?.kill("SIGKILL");
  child = null;
});

const WORDS = [BIN, "serve", "--port", "0", "--database", "sqlite::memory:", "--sandbox"];

/** Starts a server whose log goes to this target; resolves with its URL and key. */
async function startWithLog(stderr: "pipe" | number): Promise<FirstLine> {
  child = spawn(process.execPath, WORDS, { stdio: ["ignore", "pipe", stderr] });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const [line] = (await once(lines, "line")) as [string];
  return JSON.parse(line) as FirstLine;
}

/** Causes long lines in the log. In any one second, only ten of them are logged. */
async function causeLines({ url }: FirstLine, calls: number): Promise<void> {
  for (let number = 0; number < calls; number++) {
    const path = `/cgi-bin/no-such-interface/${"x".repeat(8_000)}/${number}`;
    expect((await fetch(url + path)).status).toBe(200);
  }
}

async function lossesOf({ url, adminKey }: FirstLine): Promise<number> {
  const headers = { authorization: `Bearer ${adminKey}` };
  const metrics = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/dingdan_limit_hits_total\{limit="log_lines"\} (\d+)/.exec(metrics)?.[1]);
}

async function stop(): Promise<readonly [number | null, string | null]> {
  const running = child as ChildProcess;
  const ended = once(running, "exit") as Promise<[number | null, string | null]>;
  running.kill("SIGTERM");
  return ended;
}

describe("a server keeps serving and stops in order", () => {
  test("while no program reads its log", async () => {
    const pipe = join(folder.path, "log");
    execFileSync("mkfifo", [pipe]);
    const server = await startWithLog(openSync(pipe, constants.O_RDWR));
    await causeLines(server, 300);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect(await stop()).toEqual([0, null]);
  });

  test("after the reader of its log has gone", async () => {
    const server = await startWithLog("pipe");
    (child as ChildProcess).stderr?.destroy();
    await causeLines(server, 5);
    expect(await lossesOf(server)).toBeGreaterThan(0);
    expect(await stop()).toEqual([0, null]);
  });

  test.skipIf(!existsSync("/dev/full"))("while the disk of its log is full", async () => {
    const server = await startWithLog(openSync("/dev/full", "w"));
    await causeLines(server, 5);
    expect(await lossesOf(server)).toBeGreaterThan(0);
    expect(await stop()).toEqual([0, null]);
  });

  test.skipIf(!existsSync("/dev/full"))("if its first line cannot be written", async () => {
    const stdio = ["ignore", openSync("/dev/full", "w"), "pipe"] as const;
    child = spawn(process.execPath, WORDS, { stdio: [...stdio] });
    const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    for await (const line of lines) if (line.includes("the first line could not be written")) break;
    expect(child.exitCode).toBeNull();
    expect(await stop()).toEqual([0, null]);
  });
});

test.skipIf(!existsSync("/dev/full"))(
  "a command whose output cannot be written fails",
  async () => {
    child = spawn(process.execPath, [BIN, "explain", "268485206"], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    let problem = "";
    child.stderr?.on("data", (chunk) => (problem += String(chunk)));
    expect(await once(child, "close")).toEqual([2, null]);
    expect(problem).toContain("standard output cannot be written: ENOSPC");
  },
);
