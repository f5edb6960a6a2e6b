import { STANDARD_FORM, type WebhookForms } from "./webhook-body.js";

/** What each kind of endpoint is sent. An endpoint of another kind cannot be added. */
export const WEBHOOK_FORMS: WebhookForms = { standard: STANDARD_FORM };
