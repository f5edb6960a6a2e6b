import type { UcpPlatformRepresentation } from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { UCP_TEXTS as TEXTS } from "./ucp-texts.js";

/** Prints what only a platform has. */
export function printPlatform(
  terminal: Terminal,
  { keys, version }: UcpPlatformRepresentation,
): void {
  const kids = keys.map(({ kid }) => kid).join(", ");
  printFacts(terminal.out, [
    [terminal.say(TEXTS.label.version), version],
    [terminal.say(TEXTS.label.publicKeys), kids || terminal.say(TEXTS.withoutKeys)],
  ]);
}
