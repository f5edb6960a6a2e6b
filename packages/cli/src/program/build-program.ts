import type { Text } from "@dingdan/contract";
import { Command } from "commander";
import type { Invocation } from "../invocation.js";
import { configureHelp, helpColumns } from "../terminal/help.js";
import { wrap } from "../terminal/width.js";
import { TEXTS } from "../texts.js";
import { packageVersion } from "../version.js";
import { addAdminKeyCommands } from "./admin-key-commands.js";
import { addAppCommands } from "./app-commands.js";
import { addAuditCommands } from "./audit-commands.js";
import { addBackupCommands } from "./backup-commands.js";
import { addBuyerCommands, addBuyerLinkCommand } from "./buyer-commands.js";
import { addClockCommands } from "./clock-commands.js";
import { Grammar } from "./grammar.js";
import { addListenCommand } from "./listen-command.js";
import { addNotifyCommands } from "./notify-commands.js";
import { addOfflineCommands } from "./offline-commands.js";
import type { ProgramParts } from "./parts.js";
import { addPaymentCommands } from "./payment-commands.js";
import { addPlatformCommands } from "./platform-commands.js";
import { addProxyCommands } from "./proxy-commands.js";
import { addRequestCommands } from "./request-commands.js";
import { addSandboxCommands } from "./sandbox-commands.js";
import { addServeCommand } from "./serve-command.js";
import { addShippingCommands } from "./shipping-commands.js";
import { addUcpCommands } from "./ucp-commands.js";
import { addWebhookCommands } from "./webhook-commands.js";
import { addWeChatPayCommands } from "./wechatpay-commands.js";
import { addWireCommands } from "./wire-commands.js";

const { help: HELP } = TEXTS;

/** The groups of commands, in the order in which help lists them. */
const COMMANDS: readonly ((parts: ProgramParts) => void)[] = [
  addServeCommand,
  addSandboxCommands,
  addClockCommands,
  addPlatformCommands,
  addBackupCommands,
  addProxyCommands,
  addWireCommands,
  addAppCommands,
  addPaymentCommands,
  addShippingCommands,
  addRequestCommands,
  addListenCommand,
  addWebhookCommands,
  addUcpCommands,
  addAdminKeyCommands,
  addAuditCommands,
  addBuyerCommands,
  addBuyerLinkCommand,
  addWeChatPayCommands,
  addNotifyCommands,
  addOfflineCommands,
];

/**
 * Builds the grammar of the command line: every command, its arguments, flags and help. The code of a
 * command is in its own module, which is loaded only when the command runs, so that `serve` starts
 * fast.
 *
 * @param finish takes the exit code of the command that ran
 */
export function buildProgram(invocation: Invocation, finish: (exitCode: number) => void): Command {
  const { terminal } = invocation;
  const program = new Command("dingdan");
  configureHelp(program, terminal);
  const wrapped = (words: Text) => wrap(terminal.say(words), helpColumns(terminal)).join("\n");
  const begin = wrapped(HELP.begin);
  const exitCodes = terminal.out.dim(wrapped(HELP.exitCodes));
  program
    .description(terminal.say(HELP.program))
    .version(packageVersion(), "-V, --version", terminal.say(HELP.version))
    .helpOption("-h, --help", terminal.say(HELP.help))
    .addHelpText("after", `\n${begin}\n${exitCodes}\n`)
    .exitOverride()
    // Words after a command belong to it: `exec` passes them on unchanged.
    .enablePositionalOptions();
  const parts = { program, grammar: new Grammar(terminal), invocation, finish };
  for (const add of COMMANDS) add(parts);
  program.addHelpCommand(
    new Command("help")
      .argument("[command]")
      .helpGroup(terminal.say(HELP.groupLookUp))
      .description(terminal.say(HELP.helpCommand)),
  );
  return program;
}
