import { createRequire } from "node:module";
import {
  EXAMPLE_PAYMENT,
  FIRST_RUN_STEPS,
  FIRST_RUN_TITLES,
  type FirstRunProgress,
  type FirstRunStep,
  OPERATIONS,
} from "@dingdan/contract";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import type { DemoAppCredentials } from "./credentials-file.js";

/** The steps of the first order as commands to paste, in bash and zsh, in any folder. */
export function stepCommands(
  url: string,
  { appid, secret }: DemoAppCredentials,
): Readonly<Record<FirstRunStep, readonly string[]>> {
  const { getAccessToken, uploadShoppingInfo } = OPERATIONS;
  const query = `grant_type=client_credential&appid=${appid}&secret=${secret}`;
  const upload = exampleFile("upload-shopping-info.json");
  return {
    token: [
      `TOKEN=$(curl -s '${url}${getAccessToken.path}?${query}' | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')`,
    ],
    upload: [`curl -s "${url}${uploadShoppingInfo.path}?access_token=$TOKEN" -d @${upload}`],
    pay: [`npx dingdan pay ${exampleFile("payment.json")} --now`, `npx dingdan verify ${upload}`],
    review: ["npx dingdan confirm", "npx dingdan clock +6h"],
    buyer: [`npx dingdan buyer link ${EXAMPLE_PAYMENT.payer.openid}`],
    // The command gets a token of its own: the one of before the review has expired.
    refusal: ["echo '{}' | npx dingdan upload -", "npx dingdan explain RID"],
  };
}

/** Prints the steps, those that are done with a tick. @param progress null when it is not known */
export function printSteps(
  terminal: Terminal,
  commands: ReturnType<typeof stepCommands>,
  progress: FirstRunProgress | null,
): void {
  const { err } = terminal;
  for (const [index, name] of FIRST_RUN_STEPS.entries()) {
    const isDone = progress?.steps[index]?.state === "done";
    const mark = isDone ? err.style("green", "✓") : " ";
    err.line(`  ${mark} ${index + 1}  ${terminal.say(FIRST_RUN_TITLES[name])}`);
    for (const command of commands[name]) err.line(`       ${err.style("cyan", command)}`);
  }
  err.line();
}

/** Prints that a step is done. */
export function printTick(terminal: Terminal, name: FirstRunStep): void {
  const { err } = terminal;
  const number = FIRST_RUN_STEPS.indexOf(name) + 1;
  err.line(`  ${err.style("green", "✓")} ${number}  ${terminal.say(FIRST_RUN_TITLES[name])}`);
}

export function printAllDone(terminal: Terminal): void {
  const { err } = terminal;
  err.line();
  err.line(`  ${terminal.say(TEXTS.sandbox.allDone)}`);
}

/** The path of one of the contract's examples, from any folder, quoted if necessary. */
function exampleFile(name: string): string {
  const path = createRequire(import.meta.url).resolve(`@dingdan/contract/examples/${name}`);
  return /^[\w./@-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
