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

/** Runs a script of Node with the platform in WeChat's place. */
const execNode = (script: string, options: CommandOptions = {}, flags: readonly string[] = []) =>
  dingdan(["exec", ...flags, "--", process.execPath, "-e", script], options);

/** A script that tells one value as JSON. */
const telling = (expression: string) => `console.log(JSON.stringify(${expression}))`;

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
  ])("reaches it by WeChat's own address: %s", async ([, program, words], { skip }) => {
    const reason = lacks(program);
    if (reason !== false) skip(reason);
    const { code, out, err } = await dingdan(["exec", "--", ...words, TOKEN_URL]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ errcode: 41002 });
  });

  test("is given its arguments, its input and its outputs as they are", async () => {
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
    const { out } = await dingdan(["exec", process.execPath, "-e", telling("process.argv.length")]);
    expect(out).toBe("1\n");
  });

  test("keeps what its environment said of proxies, certificates and Node, where it can", async () => {
    const env = {
      NO_PROXY: "db.internal, .weixin.qq.com,*.qq.com",
      NODE_OPTIONS: "--no-warnings",
      NODE_EXTRA_CA_CERTS: join(folder.path, "gone.pem"),
    };
    const { out } = await execNode(telling("process.env"), { env });
    const told = JSON.parse(out) as Record<string, string>;
    expect(told["NO_PROXY"]).toBe("localhost,127.0.0.1,::1,db.internal");
    expect(told["no_proxy"]).toBe(told["NO_PROXY"]);
    expect(told["NODE_OPTIONS"]).toMatch(/^--no-warnings --require /);
    expect(told["NODE_EXTRA_CA_CERTS"]).toBe(told["SSL_CERT_FILE"]);
    for (const name of ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"]) {
      expect(told[name]).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    }
    expect(told).toMatchObject({ DINGDAN_APPID: "wxd678efh567hg6787", NODE_USE_ENV_PROXY: "1" });
  });

  test("is told on standard error of a host that it cannot reach", async () => {
    const script = "fetch('https://mp.weixin.qq.com/').catch(() => process.exit(3))";
    const { code, err } = await execNode(script);
    expect(code).toBe(3);
    // By a tunnel where Node knows of proxies, else by the preload.
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
  ])("is 128 and the number of the signal that ended it: %s", async (signal, code) => {
    expect((await execNode(`process.kill(process.pid, "${signal}")`)).code).toBe(code);
  });

  test("is 127 for a command that is not there, and 126 for one that is no program", async () => {
    const missing = await dingdan(["exec", "--", "no-such-command-anywhere"]);
    expect(missing.code).toBe(127);
    expect(missing.err).toContain("no-such-command-anywhere");
    expect((await dingdan(["exec", "--", folder.path])).code).toBe(126);
  });

  test("is 2 when exec itself was used wrongly", async () => {
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

describe("nothing is left", () => {
  /** Starts a command that tells what it was given, and goes on until it is ended. */
  async function startLong(script: string) {
    const temporary = temporaryFolder();
    const child = spawn(process.execPath, [BIN, "exec", "--", process.execPath, "-e", script], {
      env: { PATH: process.env["PATH"] ?? "", TMPDIR: temporary.path },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    const told = JSON.parse(line.toString()) as { pid: number; env: Record<string, string> };
    started.push({ child, temporary, pid: told.pid });
    return { child, temporary, ...told };
  }

  // What a failed test has left.
  const started: { child: ChildProcess; temporary: { remove(): void }; pid: number }[] = [];
  afterEach(() => {
    for (const { child, temporary, pid } of started.splice(0)) {
      if (isRunning(pid)) process.kill(pid, "SIGKILL");
      child.kill("SIGKILL");
      temporary.remove();
    }
  });

  const TELL = telling("{ pid: process.pid, env: process.env }");
  const STAY = `${TELL}; setInterval(() => {}, 1000);`;

  async function endOf(child: ChildProcess): Promise<number | null> {
    const [code] = (await once(child, "exit")) as [number | null];
    return code;
  }

  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)(
    "after %s, which the command gets",
    async (signal) => {
      const code = { SIGTERM: 143, SIGINT: 130, SIGHUP: 129 }[signal];
      const { child, temporary, pid, env } = await startLong(STAY);
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

  test("a command that takes its time to end is waited for", async () => {
    const script = `process.on("SIGTERM", () => setTimeout(() => process.exit(9), 100)); ${STAY}`;
    const { child } = await startLong(script);
    const ended = endOf(child);
    child.kill("SIGTERM");
    expect(await ended).toBe(9);
  });
});

describe("the platform", () => {
  test("is the one of --url, with the credentials of the environment", async () => {
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

  test("is never the one that a shell has exported for other commands", async () => {
    const env = {
      DINGDAN_URL: "http://127.0.0.1:9",
      DINGDAN_DATABASE_URL: `sqlite:${join(folder.path, "real.db")}`,
    };
    const { out } = await execNode(telling("process.env.DINGDAN_URL"), { env });
    expect(JSON.parse(out)).not.toBe(env.DINGDAN_URL);
    expect(existsSync(join(folder.path, "real.db"))).toBe(false);
  });

  test("is kept with --database, and the authority with --ca-dir", async () => {
    const caFolder = join(folder.path, "kept-ca");
    const flags = ["--database", `sqlite:${join(folder.path, "kept.db")}`, "--ca-dir", caFolder];
    const secret = telling("process.env.DINGDAN_SECRET");
    const first = await execNode(secret, {}, flags);
    const authority = readFileSync(join(caFolder, "ca.pem"), "utf8");
    expect(await execNode(secret, {}, flags)).toEqual(first);
    expect(readFileSync(join(caFolder, "ca.pem"), "utf8")).toBe(authority);
  });
});
