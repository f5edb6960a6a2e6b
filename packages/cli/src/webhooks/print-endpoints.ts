import type { Text, WebhookEndpointRepresentation } from "@dingdan/contract";
import { printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { outcomeOf } from "./print-deliveries.js";
import { WEBHOOK_TEXTS as TEXTS } from "./webhook-texts.js";

const { label: LABEL } = TEXTS;

export function printDone(terminal: Terminal, what: Text): void {
  const { out } = terminal;
  out.line(`${out.style("green", "✓")} ${terminal.say(what)}`);
}

/** Prints endpoints as a table. */
export function printEndpoints(
  terminal: Terminal,
  endpoints: readonly WebhookEndpointRepresentation[],
): void {
  const numbers: readonly Text[] = [LABEL.waiting, LABEL.delivered, LABEL.failed];
  const titles = [LABEL.id, LABEL.state, LABEL.app, ...numbers, LABEL.url];
  printTable(
    terminal.out,
    titles.map((title) => ({
      title: terminal.say(title),
      align: numbers.includes(title) ? "right" : "left",
      ...(title === LABEL.url ? { isWide: true as const } : {}),
    })),
    endpoints.map((endpoint) => [
      endpoint.id,
      terminal.say(TEXTS.states[endpoint.state]),
      endpoint.appid ?? terminal.say(TEXTS.allApps),
      ...[endpoint.waiting, endpoint.delivered, endpoint.failed].map(String),
      endpoint.url,
    ]),
    "",
  );
}

/** Prints an endpoint with all that is known of it. @param secret if it is new */
export function printEndpoint(
  terminal: Terminal,
  endpoint: WebhookEndpointRepresentation,
  secret?: string,
): void {
  const say = (words: Text) => terminal.say(words);
  const { state, state_since: stateSince, why, last_attempt: last } = endpoint;
  printFacts(terminal.out, [
    [say(LABEL.id), endpoint.id],
    [say(LABEL.url), endpoint.url],
    [say(LABEL.kind), endpoint.kind],
    [say(LABEL.app), endpoint.appid ?? say(TEXTS.allApps)],
    [say(LABEL.events), endpoint.events.join(", ")],
    [say(LABEL.state), say(TEXTS.states[state])],
    [say(LABEL.why), why === undefined ? null : say(TEXTS.reasons[why])],
    [say(LABEL.stateSince), instant(stateSince)],
    [say(LABEL.failingSince), instant(endpoint.failing_since)],
    [say(LABEL.waiting), endpoint.waiting],
    [say(LABEL.delivered), endpoint.delivered],
    [say(LABEL.failed), endpoint.failed],
    [
      say(LABEL.lastAttempt),
      last === undefined ? null : `${instant(last.at)}\n${outcomeOf(terminal, last)}`,
    ],
    // Orders for platforms are signed with the keys of the installation.
    [say(LABEL.publicKey), endpoint.kind === "ucp" ? null : endpoint.public_key],
    [say(LABEL.secret), secret],
    [say(LABEL.previousUntil), instant(endpoint.previous_valid_until)],
  ]);
  if (secret === undefined) return;
  const { out } = terminal;
  out.line(`  ${out.style("yellow", say(TEXTS.once))}`);
}
