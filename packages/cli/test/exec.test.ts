import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import {
  BIN,
  type CommandOptions,
  dingdan,
  dingdanJson,
  exampleFile,
  startShop,
  temporaryFolder,
} from "./support/command.js";
import { lacks, PYTHON_POST } from "./support/programs.js";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const TOKEN_URL = "https://api.weixin.qq.com/cgi-bin/token?grant_type=client_credential";

/** Runs a Node script against the platform instead of WeChat. */
const execNode = (script: string, options: CommandOptions = {}, flags: readonly string[] = []) =>
  dingdan(["exec", ...flags, "--", process.execPath, "-e", script], options);

/** A script that prints one value as JSON. */
const printing = (expression: string) => `console.log(JSON.stringify(${expression}))`;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe("the command", () => {
  test("finds a sandbox with a demo app that can upload, pay and verify", async () => {
    const words = [`node ${BIN} upload ${exampleFile("upload-shopping-info.json")} --json`];
    words.push(`node ${BIN} pay ${exampleFile("payment.json")} --now --json`);
    words.push(`node ${BIN} verify ${exampleFile("verify-upload-result.json")} --json`);
    const { code, out, err } = await dingdan(["exec", "--", "sh", "-ec", words.join("\n")]);
    expect(err).toBe("");
    expect(code).toBe(0);
    const replies = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(replies).toMatchObject([
      { errcode: 0 },
      { state: "matched" },
      { verify_result: expect.stringMatching(/^SUCCESS/) },
    ]);
  });

  test.for<[string, string, string[]]>([
    [
      "Node's fetch",
      "node",
      [process.execPath, "-e", "fetch(process.argv[1]).then((a) => a.text()).then(console.log)"],
    ],
    ["curl", "curl", ["curl", "-sS"]],
    ["Python's urllib", "python3", ["sh", "-c", 'exec python3 -c "$0" "$1" ""', PYTHON_POST]],
  ])("reaches it at WeChat's address: %s", async ([, program, words], { skip }) => {
    const reason = lacks(program);
    if (reason !== false) skip(reason);
    const { code, out, err } = await dingdan(["exec", "--", ...words, TOKEN_URL]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ errcode: 41002 });
  });

  test("gets its arguments, input and outputs unchanged", async () => {
    const script = `
      process.stdin.pipe(process.stdout);
      console.error(JSON.stringify(process.argv.slice(1)));`;
    const parameters = ["--json", "--help", "--", "a b", "", "订单"];
    const { code, out, err } = await dingdan(
      ["exec", "--", process.execPath, "-e", script, "--", ...parameters],
      { stdin: "input" },
    );
    expect(code).toBe(0);
    expect(out).toBe("input");
    expect(JSON.parse(err)).toEqual(parameters);
  });

  test("needs no -- before it", async () => {
    const { out } = await dingdan([
      "exec",
      process.execPath,
      "-e",
      printing("process.argv.length"),
    ]);
    expect(out).toBe("1\n");
  });

  test("keeps inherited settings for proxies, certificates and Node where possible", async () => {
    const env = {
      NO_PROXY: "db.internal, .weixin.qq.com,*.qq.com",
      NODE_OPTIONS: "--no-warnings",
      NODE_EXTRA_CA_CERTS: join(folder.path, "missing.pem"),
    };
    const { out } = await execNode(printing("process.env"), { env });
    const variables = JSON.parse(out) as Record<string, string>;
    expect(variables["NO_PROXY"]).toBe("localhost,127.0.0.1,::1,db.internal");
    expect(variables["no_proxy"]).toBe(variables["NO_PROXY"]);
    expect(variables["NODE_OPTIONS"]).toMatch(/^--no-warnings --require /);
    expect(variables["NODE_EXTRA_CA_CERTS"]).toBe(variables["SSL_CERT_FILE"]);
    for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]) {
      expect(variables[name]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    }
    expect(variables).toMatchObject({
      DINGDAN_APPID: "wxd678efh567hg6787",
      NODE_USE_ENV_PROXY: "1",
    });
  });

  test("gets a warning on standard error about a host that it cannot reach", async () => {
    const script = "fetch('https://mp.weixin.qq.com/').catch(() => process.exit(3))";
    const { code, err } = await execNode(script);
    expect(code).toBe(3);
    // Through a tunnel if Node supports proxies, otherwise through the preload.
    expect(err).toMatch(
      /^✗ dingdan: rejected mp\.weixin\.qq\.com(:443)?: not a host of WeChat's API\n$/,
    );
  });
});

describe("the exit code", () => {
  test.each([0, 1, 7, 255])("is the command's: %d", async (code) => {
    expect((await execNode(`process.exit(${code})`)).code).toBe(code);
  });

  test.each([
    ["SIGKILL", 137],
    ["SIGTERM", 143],
  ])("is 128 plus the number of the signal that ended it: %s", async (signal, code) => {
    expect((await execNode(`process.kill(process.pid, "${signal}")`)).code).toBe(code);
  });

  test("is 127 for a command that does not exist, and 126 for one that is not executable", async () => {
    const missing = await dingdan(["exec", "--", "no-such-command-anywhere"]);
    expect(missing.code).toBe(127);
    expect(missing.err).toContain("no-such-command-anywhere");
    expect((await dingdan(["exec", "--", folder.path])).code).toBe(126);
  });

  test("is 2 for a usage error of exec itself", async () => {
    const { code, document } = await dingdanJson([
      "exec",
      "--database",
      "oracle:x",
      "--json",
      "true",
    ]);
    expect(code).toBe(2);
    expect(document).toMatchObject({ error: { kind: "usage" } });
  });
});

describe("everything is cleaned up", () => {
  /** Starts a command that prints its environment and runs until it is stopped. */
  async function startLong(script: string) {
    const temporary = temporaryFolder();
    const child = spawn(process.execPath, [BIN, "exec", "--", process.execPath, "-e", script], {
      env: { PATH: process.env["PATH"] ?? "", TMPDIR: temporary.path },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const report = JSON.parse(line.toString()) as { pid: number; env: Record<string, string> };
    started.push({ child, temporary, pid: report.pid });
    return { child, temporary, ...report };
  }

  // Processes and folders that a failed test has left.
  const started: { child: ChildProcess; temporary: { remove(): void }; pid: number }[] = [];
  afterEach(() => {
    for (const { child, temporary, pid } of started.splice(0)) {
      if (isRunning(pid)) process.kill(pid, "SIGKILL");
      child.kill("SIGKILL");
      temporary.remove();
    }
  });

  const REPORT = printing("{ pid: process.pid, env: process.env }");
  const REPORT_AND_WAIT = `${REPORT}; setInterval(() => {}, 1000);`;

  async function endOf(child: ChildProcess): Promise<number | null> {
    const [code] = (await once(child, "exit")) as [number | null];
    return code;
  }

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "after %s, which the command receives",
    async (signal) => {
      const code = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 }[signal];
      const { child, temporary, pid, env } = await startLong(REPORT_AND_WAIT);
      expect(readdirSync(temporary.path)).toHaveLength(1);
      const ended = endOf(child);
      child.kill(signal);
      expect(await ended).toBe(code);
      expect(isRunning(pid)).toBe(false);
      expect(existsSync(env["SSL_CERT_FILE"] ?? "")).toBe(false);
      expect(readdirSync(temporary.path)).toEqual([]);
      for (const url of [env["HTTPS_PROXY"] ?? "", env["DINGDAN_URL"] ?? ""]) {
        await expect(fetch(url)).rejects.toThrow();
      }
    },
  );

  test("exec waits for a command that ends slowly", async () => {
    const script = `process.on("SIGTERM", () => setTimeout(() => process.exit(9), 100)); ${REPORT_AND_WAIT}`;
    const { child } = await startLong(script);
    const ended = endOf(child);
    child.kill("SIGTERM");
    expect(await ended).toBe(9);
  });
});

describe("the platform", () => {
  test("is the one at --url, with the credentials of the environment", async () => {
    const { server, env } = await startShop();
    try {
      const query = "appid=${process.env.DINGDAN_APPID}&secret=${process.env.DINGDAN_SECRET}";
      const script = `fetch(\`${TOKEN_URL}&${query}\`).then((a) => a.text()).then(console.log)`;
      const { out } = await execNode(script, { env }, ["--url", server.url]);
      expect(JSON.parse(out)).toMatchObject({ access_token: expect.any(String) });
    } finally {
      await server.stop("SIGKILL");
    }
  });

  test("is never the one that the shell has exported for other commands", async () => {
    const env = {
      DINGDAN_URL: "http://127.0.0.1:9",
      DINGDAN_DATABASE_URL: `sqlite:${join(folder.path, "real.db")}`,
    };
    const { out } = await execNode(printing("process.env.DINGDAN_URL"), { env });
    expect(JSON.parse(out)).not.toBe(env.DINGDAN_URL);
    expect(existsSync(join(folder.path, "real.db"))).toBe(false);
  });

  test("is kept with --database, and the authority with --ca-dir", async () => {
    const caFolder = join(folder.path, "kept-ca");
    const flags = ["--database", `sqlite:${join(folder.path, "kept.db")}`, "--ca-dir", caFolder];
    const secret = printing("process.env.DINGDAN_SECRET");
    const first = await execNode(secret, {}, flags);
    const authority = readFileSync(join(caFolder, "ca.pem"), "utf8");
    expect(await execNode(secret, {}, flags)).toEqual(first);
    expect(readFileSync(join(caFolder, "ca.pem"), "utf8")).toBe(authority);
  });
});
