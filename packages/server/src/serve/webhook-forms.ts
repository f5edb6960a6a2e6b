import type { Clock } from "../clock.js";
import type { Sealer } from "../secrets/seal.js";
import type { CallerLookups } from "../storage/cached-lookups.js";
import type { Store } from "../storage/store.js";
import { ucpForm } from "../ucp/ucp-form.js";
import { UcpKeys } from "../ucp/ucp-keys.js";
import type { WebhookForms } from "../webhooks/webhook-body.js";
import { WEBHOOK_FORMS } from "../webhooks/webhook-forms.js";

export interface FormParts {
  readonly store: Pick<Store, "orders" | "refunds" | "settings">;
  readonly lookups: Pick<CallerLookups, "apps">;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

/**
 * What each kind of webhook endpoint is sent.
 * @param address where people reach the platform; empty until it listens
 */
export function webhookForms(
  { store, lookups, sealer, clock }: FormParts,
  address: () => string,
): WebhookForms {
  const origin = () => {
    if (address() === "") throw new Error("the address for links is not known before the start");
    return address();
  };
  const keys = new UcpKeys({ settings: store.settings, sealer, clock });
  const stores = { orders: store.orders, refunds: store.refunds, apps: lookups.apps };
  return { ...WEBHOOK_FORMS, ucp: ucpForm(stores, keys, origin) };
}
