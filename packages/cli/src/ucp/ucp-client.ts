import { isObject, readValue, UCP_ORDER_SCHEMA, type UcpOrderReply } from "@dingdan/contract";
import { RefusalError, UsageError } from "../errors.js";
import type { AdminSettings } from "../settings/admin.js";
import type { Terminal } from "../terminal/terminal.js";
import { TEXTS } from "../texts.js";
import { unreachable } from "../unreachable.js";

const TIMEOUT_MS = 10_000;

/**
 * Reads an order as a platform does, with the admin key.
 * @param version null: the newest
 * @throws RefusalError when there is no such order, or the caller may not read it
 * @throws UsageError when the server does not respond, or its reply is no order
 */
export async function readUcpOrder(
  id: string,
  version: string | null,
  { url, adminKey }: AdminSettings,
  terminal: Terminal,
): Promise<UcpOrderReply> {
  const folder = version === null ? "/ucp" : `/ucp/${version}`;
  const { status, reply } = await exchange(url, `${folder}/orders/${encodeURIComponent(id)}`, {
    authorization: `Bearer ${adminKey}`,
    "accept-language": terminal.language,
  });
  const messages = reply["messages"];
  const error: unknown = Array.isArray(messages) ? messages[0] : reply;
  if (isObject(error) && typeof error["code"] === "string") {
    throw new RefusalError({
      interface: "admin",
      // The protocol answers that there is no such order with 200, which people and scripts read as a success.
      status: status === 200 ? 404 : status,
      title: error["code"],
      detail: typeof error["content"] === "string" ? error["content"] : "",
      hint: status === 401 ? terminal.say(TEXTS.connection.adminKeyHint) : null,
      violations: [],
    });
  }
  const read = readValue(UCP_ORDER_SCHEMA, reply);
  if (read.kind === "read") return reply as UcpOrderReply;
  const path = read.violations[0]?.path ?? "";
  throw new UsageError(TEXTS.connection.otherReply(url, status, path));
}

async function exchange(url: string, path: string, headers: Record<string, string>) {
  let status: number;
  let text: string;
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(url + path, { headers, signal });
    ({ status } = response);
    text = await response.text();
  } catch (error) {
    throw unreachable(url, error, TIMEOUT_MS);
  }
  try {
    const reply = JSON.parse(text) as unknown;
    if (isObject(reply)) return { status, reply };
  } catch {
    // Handled below: this is not a Dingdan server.
  }
  throw new UsageError(TEXTS.connection.notDingdan(url, status));
}
