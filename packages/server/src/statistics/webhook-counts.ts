/**
 * How an attempt to deliver an event can end. The name is the label of `dingdan_webhook_attempts_total`;
 * docs/operating.md says what to do about each.
 */
export const WEBHOOK_OUTCOMES = [
  "delivered",
  "http_error",
  "timeout",
  "unreachable",
  "address_refused",
  "stopped",
] as const;
export type WebhookOutcome = (typeof WEBHOOK_OUTCOMES)[number];

/** How a delivery can end: it is tried no more. */
export const ENDED_STATES = ["delivered", "failed"] as const;
export type EndedState = (typeof ENDED_STATES)[number];

/** Counts what this process sends to webhook endpoints. A test of an endpoint is not counted. */
export class WebhookCounts {
  readonly #attempts = new Map<WebhookOutcome, number>();
  readonly #deliveries = new Map<EndedState, number>();

  countAttempt(outcome: WebhookOutcome): void {
    this.#attempts.set(outcome, this.attempts(outcome) + 1);
  }

  countDelivery(state: EndedState): void {
    this.#deliveries.set(state, this.deliveries(state) + 1);
  }

  attempts(outcome: WebhookOutcome): number {
    return this.#attempts.get(outcome) ?? 0;
  }

  deliveries(state: EndedState): number {
    return this.#deliveries.get(state) ?? 0;
  }
}
