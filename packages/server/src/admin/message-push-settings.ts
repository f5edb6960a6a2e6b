import { type MessagePushChange, text } from "@dingdan/contract";
import type { StoredMessagePush } from "../domain/message-push.js";
import { Problem } from "../http/problem.js";
import { sealMessagePush } from "../pushes/message-push-keys.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import type { CallbackParts } from "./callback-settings.js";
import { requirePushUrl } from "./push-url.js";

/** What a request says of an app's message URL: all of it, or only the URL. */
interface MessagePushRequest {
  readonly message_push?: MessagePushChange;
  readonly trade_management?: { readonly push_url?: string };
}

export const isMessagePushNamed = (request: MessagePushRequest): boolean =>
  request.message_push !== undefined || request.trade_management?.push_url !== undefined;

/**
 * An app's message URL after a request that names it: `message_push` replaces it as a whole, `push_url`
 * keeps its secrets. Null when the request removes it.
 * @throws Problem for a URL that is invalid or has a refused address, for a URL without a token, and when
 *   the secrets cannot be sealed
 */
export function messagePushAfter(
  appid: string,
  before: StoredMessagePush | null,
  request: MessagePushRequest,
  { guard, sealer }: CallbackParts,
): StoredMessagePush | null {
  const { message_push: setting, trade_management } = request;
  if (setting === null) return null;
  const stored = before?.url ?? null;
  if (setting === undefined) return withUrl(before, trade_management?.push_url ?? "", guard);
  const { url, token, encoding_aes_key: encodingAesKey = null, format = "json" } = setting;
  requirePushUrl({ member: "message_push.url", url, before: stored }, guard);
  if (sealer.fault !== null) throw new Problem(409, sealFaultText(sealer.fault));
  const after = sealMessagePush(appid, { url, format, token, encodingAesKey }, sealer);
  // Another URL is no reason to remind the app again.
  return before === null ? after : { ...after, accessReminded: before.accessReminded };
}

function withUrl(
  before: StoredMessagePush | null,
  url: string,
  guard: CallbackParts["guard"],
): StoredMessagePush | null {
  if (url === "") return null;
  const member = "trade_management.push_url";
  requirePushUrl({ member, url, before: before?.url ?? null }, guard);
  if (before !== null) return { ...before, url, lastFault: null };
  throw new Problem(
    400,
    text(
      "The app has no token yet that signs its messages. Send message_push with url and token instead of push_url.",
      "该应用尚未设置消息签名 token，请以 message_push 同时传 url 与 token，代替 push_url。",
    ),
  );
}
