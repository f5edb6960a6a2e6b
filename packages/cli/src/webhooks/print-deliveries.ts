import {
  isObject,
  type ShownWebhookFault,
  shownFaultText,
  type Text,
  type WebhookAttemptRepresentation,
  type WebhookDeliveryDetailRepresentation,
  type WebhookDeliveryRepresentation,
} from "@dingdan/contract";
import { type Fact, printFacts } from "../terminal/facts.js";
import { printTable } from "../terminal/table.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { WEBHOOK_TEXTS as TEXTS } from "./webhook-texts.js";

const { label: LABEL } = TEXTS;

/** Prints deliveries as a table. */
export function printDeliveries(
  terminal: Terminal,
  deliveries: readonly WebhookDeliveryRepresentation[],
): void {
  const { at, type, event, state, attempts, answer } = LABEL;
  const titles: readonly Text[] = [at, type, event, state, attempts, answer];
  printTable(
    terminal.out,
    titles.map((title) => ({
      title: terminal.say(title),
      align: title === attempts ? "right" : "left",
      ...(title === answer ? { isWide: true as const } : {}),
    })),
    deliveries.map((delivery) => [
      instant(delivery.timestamp) ?? "",
      delivery.type,
      delivery.event_id,
      terminal.say(TEXTS.deliveryStates[delivery.state]),
      String(delivery.attempts),
      outcomeOf(terminal, delivery),
    ]),
    "",
  );
}

/** Prints a delivery with its attempts: what was sent, and what was answered. */
export function printDelivery(
  terminal: Terminal,
  delivery: WebhookDeliveryDetailRepresentation,
): void {
  const { out } = terminal;
  const say = (words: Text) => terminal.say(words);
  out.line(out.bold(delivery.event_id));
  printFacts(out, [
    [say(LABEL.type), delivery.type],
    [say(LABEL.at), instant(delivery.timestamp)],
    [say(LABEL.app), delivery.appid],
    [say(LABEL.order), delivery.order_id],
    [say(LABEL.state), say(TEXTS.deliveryStates[delivery.state])],
    [say(LABEL.next), instant(delivery.next_attempt_at)],
    [say(LABEL.body), delivery.body],
  ]);
  for (const attempt of delivery.log) {
    out.line();
    out.line(`  ${say(TEXTS.attempt(attempt.number, instant(attempt.at) ?? ""))}`);
    printFacts(out, attemptFacts(terminal, attempt), "    ");
  }
}

/** Prints how the receiver answered a test. */
export function printTest(terminal: Terminal, attempt: WebhookAttemptRepresentation): void {
  const { out } = terminal;
  const { acknowledged: isOk, status, duration_ms: ms } = attempt;
  const answer =
    status === undefined ? outcomeOf(terminal, attempt) : terminal.say(TEXTS.answered(status, ms));
  const mark = isOk ? out.style("green", "✓") : out.style("red", "✗");
  const words = isOk ? TEXTS.acknowledged(answer) : TEXTS.notAcknowledged(answer);
  out.line(`${mark} ${terminal.say(words)}`);
  printFacts(out, attemptFacts(terminal, attempt).slice(1));
}

const attemptFacts = (terminal: Terminal, attempt: WebhookAttemptRepresentation): Fact[] => [
  [terminal.say(LABEL.answer), outcomeOf(terminal, attempt)],
  [terminal.say(LABEL.request), headerLines(attempt.request_headers)],
  [terminal.say(LABEL.answerBody), attempt.answer_body || null],
];

/** How an attempt ended, in words. */
export function outcomeOf(
  terminal: Terminal,
  shown: ShownWebhookFault & { readonly status?: number },
): string {
  const fault = shownFaultText(shown);
  if (fault !== null) return terminal.say(fault);
  return shown.status === undefined ? "" : `HTTP ${shown.status}`;
}

function headerLines(headers: unknown): string | null {
  if (!isObject(headers)) return null;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  return lines.length === 0 ? null : lines.join("\n");
}
