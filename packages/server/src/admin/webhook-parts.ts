import type { Clock } from "../clock.js";
import type { EventRelay } from "../events/event-relay.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import type { Sealer } from "../secrets/seal.js";
import type { EventStore } from "../storage/event-store.js";
import type { AppStore } from "../storage/store.js";
import type { WebhookStore } from "../storage/webhook-store.js";
import type { AttemptParts } from "../webhooks/attempt.js";
import type { WebhookForms } from "../webhooks/webhook-body.js";

/** What the operations on webhook endpoints use. */
export interface WebhookParts extends AttemptParts {
  readonly webhooks: WebhookStore;
  readonly events: EventStore;
  readonly apps: AppStore;
  readonly relay: EventRelay;
  readonly forms: WebhookForms;
  readonly sealer: Sealer;
  readonly guard: AddressGuard;
  readonly clock: Clock;
}
