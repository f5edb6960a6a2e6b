import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Authority, newAuthority } from "../certificates/authority.js";
import { openAuthorityFolder, writeAtomically } from "../certificates/authority-folder.js";
import { UsageError } from "../errors.js";
import { Child, type ChildEnd, exitCodeOfSignal } from "../exec/child.js";
import type { Invocation } from "../invocation.js";
import { certificateBundle } from "../proxy/certificate-bundle.js";
import { clientEnvironment } from "../proxy/client-environment.js";
import type { ProxyEvent } from "../proxy/events.js";
import { printWarning } from "../proxy/print.js";
import { startProxy } from "../proxy/proxy.js";
import { WECHAT_DOMAIN } from "../proxy/wechat-hosts.js";
import { startSandbox } from "../sandbox/start.js";
import { type ExecFlags, type ExecSettings, execSettings } from "../settings/exec.js";
import { inheritedSettings } from "../settings/inherited.js";
import { reportError } from "../terminal/report-error.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";

type Variables = Readonly<Record<string, string>>;

/** Run after the command has ended, the last one first. */
type CleanUps = (() => Promise<void>)[];

/**
 * `dingdan exec -- COMMAND`: runs a command against a platform instead of WeChat.
 * @returns the exit code of the command, or the one that a shell would return for it
 */
export async function exec(
  invocation: Invocation,
  words: readonly string[],
  flags: ExecFlags,
): Promise<number> {
  const { terminal, environment } = invocation;
  const settings = execSettings(flags, environment);
  const child = new Child();
  const releaseSignals = invocation.takeSignals((signal) => child.signal(signal));
  const cleanUps: CleanUps = [];
  try {
    const platform = await platformVariables(invocation, settings, cleanUps);
    const proxy = await proxyVariables(invocation, platform["DINGDAN_URL"], settings, cleanUps);
    const end = await child.run(words, { ...environment, ...platform, ...proxy });
    return exitCodeOf(end, words[0] ?? "", terminal);
  } finally {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp();
    releaseSignals();
  }
}

/** Starts the sandbox, or uses the running platform; returns the variables that describe it. */
async function platformVariables(
  { terminal }: Invocation,
  { platform: wanted }: ExecSettings,
  cleanUps: CleanUps,
): Promise<Variables & { readonly DINGDAN_URL: string }> {
  if (wanted.kind === "running") return { DINGDAN_URL: wanted.url };
  const { platform, credentials } = await startSandbox({
    host: "127.0.0.1",
    port: 0,
    databaseUrl: wanted.databaseUrl,
    adminKey: wanted.adminKey,
    logStream: null,
    terminal,
  });
  cleanUps.push(() => platform.close());
  return {
    DINGDAN_URL: platform.url,
    DINGDAN_ADMIN_KEY: credentials.admin_key,
    DINGDAN_APPID: credentials.app.appid,
    DINGDAN_SECRET: credentials.app.secret,
  };
}

/**
 * Starts the proxy in front of the platform; returns the variables that route programs through it.
 * Its certificates are in a temporary folder while it runs.
 */
async function proxyVariables(
  { terminal, environment }: Invocation,
  targetUrl: string,
  { caFolder }: ExecSettings,
  cleanUps: CleanUps,
): Promise<Variables> {
  const inherited = inheritedSettings(environment);
  const folder = await mkdtemp(join(tmpdir(), "dingdan-exec-"));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const authority =
    caFolder === null
      ? new Authority(newAuthority(WECHAT_DOMAIN, Date.now()), Date.now)
      : (await openAuthorityFolder(caFolder, WECHAT_DOMAIN, Date.now)).authority;
  const certificateFile = join(folder, "ca.pem");
  const bundleFile = join(folder, "bundle.pem");
  await writeAtomically(certificateFile, authority.certificate, 0o644);
  await writeAtomically(
    bundleFile,
    await certificateBundle(authority.certificate, inherited),
    0o644,
  );
  const proxy = await startProxy({
    host: "127.0.0.1",
    port: 0,
    targetUrl,
    authority,
    say: (words) => terminal.say(words),
    report: warnOnce(terminal, targetUrl),
  });
  cleanUps.push(() => proxy.close());
  return clientEnvironment(proxy.url, { certificateFile, bundleFile }, inherited);
}

/** Prints each warning once, because standard error belongs to the command. */
function warnOnce(terminal: Terminal, targetUrl: string): (event: ProxyEvent) => void {
  const printed = new Set<string>();
  return (event) => {
    if (event.kind === "answered") return;
    const warning = JSON.stringify(event);
    if (!printed.has(warning)) printWarning(terminal, event, targetUrl);
    printed.add(warning);
  };
}

function exitCodeOf(end: ChildEnd, command: string, terminal: Terminal): number {
  switch (end.kind) {
    case "exited":
      return end.code;
    case "killed":
      return exitCodeOfSignal(end.signal);
    case "notStarted": {
      const isMissing = end.reason === "ENOENT";
      const { notFound, notRunnable } = TEXTS.exec;
      const problem = isMissing ? notFound(command) : notRunnable(command, end.reason);
      reportError(terminal, new UsageError(problem));
      return isMissing ? 127 : 126;
    }
  }
}
