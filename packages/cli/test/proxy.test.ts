import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dingdan,
  exampleFile,
  RunningServer,
  startShop,
  temporaryFolder,
  type Variables,
} from "./support/command.js";
import { lacks, PYTHON_POST, quoted, run } from "./support/programs.js";
import { callThroughTunnel, callWithWholeUrl, openTunnel } from "./support/proxy-client.js";

/*
 * The proxy as users run it: a separate process in front of a platform, and programs that know of it
 * only through the environment variables that the proxy prints.
 */

const folder = temporaryFolder();
const caFolder = join(folder.path, "ca");
const upload = exampleFile("upload-shopping-info.json");
const HOST = "api.weixin.qq.com";

let shop: Awaited<ReturnType<typeof startShop>>;
let proxy: RunningServer;
let firstLine: { readonly proxy: string; readonly caFile: string };
let exports: string[];

async function startProxy(url: string): Promise<RunningServer> {
  const words = ["proxy", "--port", "0", "--ca-dir", caFolder, "--url", url];
  return RunningServer.start(words);
}

beforeAll(async () => {
  shop = await startShop();
  proxy = await startProxy(shop.server.url);
  firstLine = proxy.firstLine as unknown as typeof firstLine;
  const printed = await proxy.errWith("Ctrl+C");
  exports = printed.split("\n").filter((line) => line.trim().startsWith("export "));
});
afterAll(async () => {
  await proxy?.stop("SIGKILL");
  await shop?.server.stop("SIGKILL");
  folder.remove();
});

const credentials = () =>
  `grant_type=client_credential&appid=${shop.env["DINGDAN_APPID"]}&secret=${shop.env["DINGDAN_SECRET"]}`;

/** Runs a program in a shell with the exports that the proxy printed. */
const inShell = (words: readonly string[], env: Variables = {}) =>
  run("sh", ["-c", [...exports, words.map(quoted).join(" ")].join("\n")], env);

/** Gets a token with a program, then uploads the example with it. */
async function uploadWith(get: (url: string, file: string) => Promise<{ out: string }>) {
  const issued = await get(`https://${HOST}/cgi-bin/token?${credentials()}`, "");
  const { access_token: token } = JSON.parse(issued.out) as { access_token: string };
  const uploaded = await get(`https://${HOST}/user-order/orders?access_token=${token}`, upload);
  return { token, reply: JSON.parse(uploaded.out) as unknown };
}

test("the only line on standard output has the proxy's URL and certificate file", () => {
  expect(Object.keys(firstLine)).toEqual(["proxy", "caFile"]);
  expect(firstLine.proxy).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(firstLine.caFile).toBe(join(caFolder, "ca.pem"));
  expect(proxy.out.split("\n")).toHaveLength(2);
});

test("only the owner can read the authority's key; all users can read its certificate", () => {
  expect(statSync(join(caFolder, "ca-key.pem")).mode & 0o777).toBe(0o600);
  expect(statSync(firstLine.caFile).mode & 0o777).toBe(0o644);
  const bundle = readFileSync(join(caFolder, "bundle.pem"), "utf8");
  expect(bundle).toContain(readFileSync(firstLine.caFile, "utf8").trim());
  expect(bundle).not.toContain("PRIVATE");
  expect(bundle.match(/BEGIN CERTIFICATE/g)?.length).toBeGreaterThan(50);
});

test("standard error lists the variables to export", () => {
  const names = exports.map((line) => /export (\w+)=/.exec(line)?.[1]);
  for (const name of [
    "HTTPS_PROXY",
    "NODE_EXTRA_CA_CERTS",
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "NO_PROXY",
  ]) {
    expect(names).toContain(name);
  }
});

describe("an unmodified program gets a token and uploads", () => {
  test("Node's https, in a tunnel that it opens itself", async () => {
    const ca = readFileSync(firstLine.caFile, "utf8");
    const { reply } = await uploadWith(async (url, file) => {
      const { pathname, search } = new URL(url);
      const call = { path: pathname + search };
      const body = file === "" ? {} : { method: "POST", body: readFileSync(file, "utf8") };
      const { text } = await callThroughTunnel(firstLine.proxy, ca, HOST, { ...call, ...body });
      return { out: text };
    });
    expect(reply).toEqual({ errcode: 0, errmsg: "ok" });
  });

  test("curl", async ({ skip }) => {
    const reason = lacks("curl");
    if (reason !== false) skip(reason);
    const { reply } = await uploadWith((url, file) =>
      inShell(["curl", "-sS", url, ...(file === "" ? [] : ["-d", `@${file}`])]),
    );
    expect(reply).toEqual({ errcode: 0, errmsg: "ok" });
  });

  test("Python's urllib", async ({ skip }) => {
    const reason = lacks("python3");
    if (reason !== false) skip(reason);
    const { reply } = await uploadWith((url, file) =>
      inShell(["python3", "-c", PYTHON_POST, url, file]),
    );
    expect(reply).toEqual({ errcode: 0, errmsg: "ok" });
  });

  test.each([
    ["fetch", "fetch(url).then((a) => a.text()).then(console.log)"],
    [
      "https with its own agent",
      "require('https').get(url, { agent: new (require('https').Agent)() }, (a) => a.pipe(process.stdout))",
    ],
  ])("Node's %s", async (_, code) => {
    const url = `https://${HOST}/cgi-bin/token?${credentials()}`;
    const script = `const url = ${JSON.stringify(url)}; ${code}`;
    const { out, err } = await inShell([process.execPath, "-e", script]);
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({ expires_in: expect.any(Number) });
  });

  test("an older client that sends an absolute https URL to the proxy", async () => {
    const path = `https://${HOST}/cgi-bin/token?${credentials()}`;
    const { text } = await callWithWholeUrl(firstLine.proxy, { path });
    expect(JSON.parse(text)).toHaveProperty("access_token");
  });
});

test("no other host is forwarded", async ({ skip }) => {
  const { status, text } = await openTunnel(firstLine.proxy, "example.com:443");
  expect(status).toBe(403);
  expect(text).toContain("example.com");
  const reason = lacks("curl");
  if (reason !== false) skip(reason);
  const refused = await inShell(["curl", "-sS", "https://example.com/"]);
  expect(refused.code).not.toBe(0);
  expect(refused.err).toContain("403");
});

test("a program that does not trust the certificate is reported", async ({ skip }) => {
  const reason = lacks("curl");
  if (reason !== false) skip(reason);
  const { code } = await run("curl", ["-sS", `https://${HOST}/`], { HTTPS_PROXY: firstLine.proxy });
  expect(code).toBe(60);
  expect(await proxy.errWith("does the program trust the certificate?")).toContain(HOST);
});

test("the log contains neither a secret nor a token", async () => {
  const ca = readFileSync(firstLine.caFile, "utf8");
  const { token } = await uploadWith(async (url, file) => {
    const { pathname, search } = new URL(url);
    const call = { path: pathname + search, method: file === "" ? "GET" : "POST" };
    return { out: (await callThroughTunnel(firstLine.proxy, ca, HOST, call)).text };
  });
  await callThroughTunnel(firstLine.proxy, ca, HOST, { path: "/last" });
  const log = await proxy.errWith("/last");
  expect(log).toContain(`GET ${HOST}/cgi-bin/token`);
  expect(log).not.toContain(token);
  expect(log).not.toContain(shop.env["DINGDAN_SECRET"]);
});

test("without a platform, a call returns 502 with a hint; both signals end the proxy", async () => {
  const alone = await startProxy("http://127.0.0.1:9");
  try {
    const { proxy: url, caFile } = alone.firstLine as unknown as typeof firstLine;
    expect(readFileSync(caFile, "utf8")).toBe(readFileSync(firstLine.caFile, "utf8"));
    const ca = readFileSync(caFile, "utf8");
    const { status, text } = await callThroughTunnel(url, ca, HOST, { path: "/" });
    expect(status).toBe(502);
    expect(text).toContain("dingdan serve");
    expect(await alone.stop("SIGINT")).toBe(0);
  } finally {
    await alone.stop("SIGKILL");
  }
  const other = await startProxy(shop.server.url);
  expect(await other.stop("SIGTERM")).toBe(0);
});

test("a port in use and bad settings are reported with a hint", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const address = other.address();
  const port = String(typeof address === "object" ? address?.port : 0);
  const taken = await dingdan(["proxy", "--ca-dir", caFolder], {
    env: { DINGDAN_PROXY_PORT: port },
  });
  other.close();
  expect(taken.code).toBe(2);
  expect(taken.err).toContain(`127.0.0.1:${port} (EADDRINUSE)`);
  expect(taken.err).toContain("--port");
  const bad = await dingdan(["proxy", "--url", "nowhere", "--ca-dir", ""], {
    env: { DINGDAN_PROXY_PORT: "x" },
  });
  expect(bad.code).toBe(2);
  for (const name of ["nowhere", "--ca-dir", "DINGDAN_PROXY_PORT"]) expect(bad.err).toContain(name);
});
