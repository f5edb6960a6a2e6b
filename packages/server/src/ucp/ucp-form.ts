import { type EventType, UCP_EVENT_TYPES } from "@dingdan/contract";
import { ucpOrder } from "../domain/ucp/ucp-order.js";
import { UCP_VERSIONS } from "../domain/ucp/ucp-types.js";
import type { WebhookForm } from "../webhooks/webhook-body.js";
import { findPaidOrder, type UcpStores } from "./find-order.js";
import { permalinkOf } from "./permalink.js";
import { platformOf } from "./platform-settings.js";
import { ucpAgentOf } from "./profile.js";
import { signedHeaders } from "./signed-request.js";
import type { UcpKeys } from "./ucp-keys.js";

const TYPES: ReadonlySet<EventType> = new Set(UCP_EVENT_TYPES);

/**
 * What an endpoint of the kind `ucp` is sent: the order as it is before the first attempt, signed by RFC 9421.
 * An order is paid once it is matched, and other events send nothing.
 * @param origin the public address of the platform
 */
export const ucpForm = (stores: UcpStores, keys: UcpKeys, origin: () => string): WebhookForm => ({
  types: UCP_EVENT_TYPES,
  async makeBody({ type, orderId }, endpoint) {
    const order = orderId !== null && TYPES.has(type) ? await findPaidOrder(orderId, stores) : null;
    if (order === null || orderId === null) return null;
    const { version = UCP_VERSIONS[0] } = platformOf(endpoint);
    const permalinkUrl = await permalinkOf(orderId, origin(), keys);
    return JSON.stringify(ucpOrder(order, { permalinkUrl, version }));
  },
  isBodyOfEvent: false,
  async headers({ endpoint, id, eventAtMs, body, atMs }) {
    const request = { url: endpoint.url, body, id, eventAtMs, ucpAgent: ucpAgentOf(origin()) };
    const headers = await signedHeaders(request, await keys.signing(), atMs);
    return { "user-agent": "Dingdan-Webhooks", ...headers };
  },
});
