import {
  type MessagePush,
  type MessagePushKeys,
  NEVER_REMINDED,
  type StoredMessagePush,
} from "../domain/message-push.js";
import type { Opened, Sealer } from "../secrets/seal.js";

export type OpenedMessagePush =
  | { readonly kind: "opened"; readonly messagePush: MessagePush }
  | Exclude<Opened, { readonly kind: "opened" }>;

/** @throws Error while the sealer has a fault */
export function sealMessagePush(
  appid: string,
  { url, format, token, encodingAesKey }: MessagePush,
  sealer: Sealer,
): StoredMessagePush {
  const keys = JSON.stringify({ token, encodingAesKey } satisfies MessagePushKeys);
  return {
    url,
    format,
    isEncrypted: encodingAesKey !== null,
    sealedKeys: sealer.seal(keys, placeOf(appid)),
    lastFault: null,
    accessReminded: NEVER_REMINDED,
  };
}

export function openMessagePush(
  appid: string,
  { url, format, sealedKeys }: StoredMessagePush,
  sealer: Sealer,
): OpenedMessagePush {
  const opened = sealer.open(sealedKeys, placeOf(appid));
  if (opened.kind !== "opened") return opened;
  const keys = JSON.parse(opened.value) as MessagePushKeys;
  return { kind: "opened", messagePush: { url, format, ...keys } };
}

/** True for keys that an earlier seal key sealed. */
export const isOutdated = ({ sealedKeys }: StoredMessagePush, sealer: Sealer): boolean =>
  !sealer.isCurrent(sealedKeys);

const placeOf = (appid: string) => `apps/${appid}/message_push`;
