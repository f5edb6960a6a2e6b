import type { UcpKeys } from "./ucp-keys.js";

/** The path of an order's page, with a code that no client can guess. */
export const ORDER_PAGE_PATH = "/ucp/o/:id/:code";

/** The page of an order that opens without a session. @throws UcpKeysUnusable without the seal key */
export const permalinkOf = async (
  orderId: string,
  origin: string,
  keys: Pick<UcpKeys, "codeOf">,
): Promise<string> =>
  `${origin}${ORDER_PAGE_PATH.replace(":id", orderId).replace(":code", await keys.codeOf(orderId))}`;
