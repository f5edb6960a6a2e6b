import type { WebhookEndpointRepresentation, WebhookState } from "@dingdan/contract";
import type { AdminClient } from "../admin-client.js";
import { readPages } from "../read-pages.js";

/** Reads all endpoints. */
export const allEndpoints = (
  admin: AdminClient,
  filter: { readonly appid?: string; readonly state?: WebhookState },
): Promise<WebhookEndpointRepresentation[]> =>
  readPages((page) => admin.call("listWebhookEndpoints", { query: { ...filter, ...page } }));
