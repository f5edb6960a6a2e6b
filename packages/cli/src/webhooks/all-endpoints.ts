import type { WebhookEndpointRepresentation, WebhookState } from "@dingdan/contract";
import type { AdminClient } from "../admin-client.js";

/** Reads all endpoints, page by page. */
export async function allEndpoints(
  admin: AdminClient,
  filter: { readonly appid?: string; readonly state?: WebhookState },
): Promise<WebhookEndpointRepresentation[]> {
  const endpoints: WebhookEndpointRepresentation[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...filter, limit: 100, ...(cursor === undefined ? {} : { cursor }) };
    const page = await admin.call("listWebhookEndpoints", { query });
    endpoints.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== undefined);
  return endpoints;
}
