import { createRequire } from "node:module";
import { relative } from "node:path";
import { OPERATIONS } from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import type { DemoAppCredentials, SandboxCredentials } from "./credentials-file.js";

export interface RunningSandbox {
  readonly url: string;
  readonly credentials: SandboxCredentials & { readonly app: DemoAppCredentials };
  /** Where the credentials are stored; null: nowhere. */
  readonly file: string | null;
  /** True: the sandbox loses its data when it stops. */
  readonly isInMemory: boolean;
}

/** Prints to standard error what runs, and commands to paste into another terminal to try it. */
export function printWelcome(
  terminal: Terminal,
  { url, credentials, file, isInMemory }: RunningSandbox,
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
  err.line(`  ${terminal.say(words.tryCurl)}`);
  err.line();
  const { getAccessToken, uploadShoppingInfo } = OPERATIONS;
  const upload = exampleFile("upload-shopping-info.json");
  const query = `grant_type=client_credential&appid=${app.appid}&secret=${app.secret}`;
  paste(
    `TOKEN=$(curl -s '${url}${getAccessToken.path}?${query}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    `curl -s "${url}${uploadShoppingInfo.path}?access_token=$TOKEN" -d @${upload}`,
  );
  err.line(`  ${terminal.say(words.tryCommands)}`);
  err.line();
  paste(
    `export DINGDAN_URL=${url} DINGDAN_ADMIN_KEY=${adminKey}`,
    `export DINGDAN_APPID=${app.appid} DINGDAN_SECRET=${app.secret}`,
    `npx dingdan upload ${upload}`,
    `npx dingdan pay ${exampleFile("payment.json")} --now`,
    `npx dingdan verify ${upload}`,
  );
  err.line(`  ${terminal.say(words.tryDemo)}`);
  err.line();
  paste("npx dingdan demo");
  err.line(`  ${err.dim(terminal.say(isInMemory ? words.stopInMemory : words.stop))}`);
  err.line();
}

/**
 * The path of one of the contract's examples, for pasting: relative if the file is below the current
 * folder, quoted if necessary.
 */
function exampleFile(name: string): string {
  const file = createRequire(import.meta.url).resolve(`@dingdan/contract/examples/${name}`);
  const fromHere = relative(process.cwd(), file);
  const path = fromHere.startsWith("..") ? file : fromHere;
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
