import { PROXY_ADDRESS } from "../settings/address.js";
import type { ExecFlags } from "../settings/exec.js";
import { DEFAULT_CA_FOLDER, type ProxyFlags } from "../settings/proxy.js";
import { TEXTS } from "../texts.js";
import type { ProgramParts } from "./parts.js";
import { urlFlag, withAddressFlags } from "./shared-flags.js";

const { command: SUMMARY, flag: FLAG, help: HELP } = TEXTS;

/** Adds `dingdan proxy` and `exec`. */
export function addProxyCommands({ program, grammar, invocation, finish }: ProgramParts): void {
  const group = HELP.groupRun;
  const caFolder = { variable: "DINGDAN_CA_DIR" };

  const proxy = grammar.command(program, "proxy", {
    group,
    summary: SUMMARY.proxy,
    description: SUMMARY.proxyMore,
    examples: ["dingdan proxy", "dingdan proxy --port 0 --url http://127.0.0.1:8321"],
  });
  withAddressFlags(grammar, proxy, PROXY_ADDRESS)
    .addOption(urlFlag(grammar))
    .addOption(
      grammar.flag("--ca-dir <folder>", FLAG.caDir, { ...caFolder, fallback: DEFAULT_CA_FOLDER }),
    )
    .action(async (flags: ProxyFlags) => {
      const commands = await import("../commands/proxy.js");
      finish(await commands.proxy(invocation, flags));
    });

  grammar
    .command(program, "exec", {
      group,
      summary: SUMMARY.exec,
      description: SUMMARY.execMore,
      examples: ["dingdan exec -- npm test", "dingdan exec -- python3 upload.py --all"],
    })
    .addArgument(grammar.argument("<command...>", FLAG.execCommand))
    .addOption(grammar.flag("--url <url>", FLAG.execUrl))
    .addOption(grammar.flag("--database <url>", FLAG.execDatabase, { fallback: "sqlite::memory:" }))
    .addOption(grammar.flag("--ca-dir <folder>", FLAG.execCaDir, caFolder))
    .passThroughOptions()
    .action(async (words: string[], flags: ExecFlags) => {
      const { exec } = await import("../commands/exec.js");
      finish(await exec(invocation, words, flags));
    });
}
