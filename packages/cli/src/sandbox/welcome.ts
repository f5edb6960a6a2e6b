import type { FirstRunProgress } from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import type { DemoAppCredentials, SandboxCredentials } from "./credentials-file.js";
import { printSteps, stepCommands } from "./steps.js";

export interface RunningSandbox {
  readonly url: string;
  readonly credentials: SandboxCredentials & { readonly app: DemoAppCredentials };
  /** Where the credentials are stored; null: nowhere. */
  readonly file: string | null;
  /** True: the sandbox loses its data when it stops. */
  readonly isInMemory: boolean;
  /** How far its first order is; null when it does not say. */
  readonly progress: FirstRunProgress | null;
}

/** Prints to standard error what runs, and commands to paste into another terminal to try it. */
export function printWelcome(
  terminal: Terminal,
  { url, credentials, file, isInMemory, progress }: RunningSandbox,
): void {
  const { err } = terminal;
  const { sandbox: words, label } = TEXTS;
  const { app, admin_key: adminKey } = credentials;
  const paste = (...commands: readonly string[]) => {
    for (const command of commands) err.line(`    ${err.style("cyan", command)}`);
    err.line();
  };
  err.line();
  err.line(`  ${err.bold(terminal.say(words.title))}`);
  err.line();
  printFacts(err, [
    [terminal.say(words.url), url],
    [terminal.say(words.docs), `${url}/docs`],
    [terminal.say(words.adminKey), adminKey],
    [terminal.say(label.appid), app.appid],
    ["mchid", app.mchid],
    [terminal.say(label.secret), app.secret],
    [terminal.say(words.kept), file ?? terminal.say(isInMemory ? words.inMemory : words.notKept)],
  ]);
  err.line();
  err.line(`  ${terminal.say(words.steps(url))}`);
  err.line();
  paste(
    `export DINGDAN_URL=${url} DINGDAN_ADMIN_KEY=${adminKey}`,
    `export DINGDAN_APPID=${app.appid} DINGDAN_SECRET=${app.secret}`,
  );
  printSteps(terminal, stepCommands(url, app), progress);
  err.line(`  ${err.dim(terminal.say(words.where))}`);
  err.line();
  err.line(`  ${terminal.say(words.tryDemo)}`);
  err.line();
  paste("npx dingdan demo");
  err.line(`  ${err.dim(terminal.say(isInMemory ? words.stopInMemory : words.stop))}`);
  err.line();
}
