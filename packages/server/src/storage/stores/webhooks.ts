import type { Engine } from "../statements/engine.js";
import type { WebhookStore } from "../webhook-store.js";
import { webhookBacklog } from "./webhook-backlog.js";
import { webhookDeliveries } from "./webhook-deliveries.js";
import { webhookEndpoints } from "./webhook-endpoints.js";
import { webhookOutcomes } from "./webhook-outcomes.js";
import { webhookQueue } from "./webhook-queue.js";
import { webhookSweep } from "./webhook-sweep.js";

export const webhookStore = (engine: Engine): WebhookStore => ({
  ...webhookEndpoints(engine),
  ...webhookDeliveries(engine),
  ...webhookOutcomes(engine),
  ...webhookQueue(engine),
  ...webhookSweep(engine),
  ...webhookBacklog(engine),
});
