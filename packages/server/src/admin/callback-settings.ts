import { text } from "@dingdan/contract";
import { openCallback, sealCallback } from "../components/callback-keys.js";
import type { CallbackKeys, ComponentCallback, StoredCallback } from "../domain/component.js";
import { Problem } from "../http/problem.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import { newCallbackToken, newEncodingAesKey } from "../secrets/component-secrets.js";
import type { Sealer } from "../secrets/seal.js";
import { otherKeyText, sealFaultText } from "../secrets/seal-faults.js";
import type { ComponentSettings } from "./component-settings.js";
import { requirePushUrl } from "./push-url.js";

/** What decides whether a URL for pushes can be set. */
export interface CallbackParts {
  readonly guard: AddressGuard;
  readonly sealer: Sealer;
}

/** A callback after a request: as the reply shows it, and as it is stored. Null when it is removed. */
export interface SetCallback {
  readonly shown: ComponentCallback;
  readonly stored: StoredCallback;
}

/**
 * The callback after a request: an omitted member keeps its value, and a secret without a value is
 * generated.
 * @throws Problem for secrets without a callback_url, for a callback_url that is invalid or has a refused
 *   address, and when its secrets cannot be sealed or opened
 */
export function callbackAfter(
  componentAppid: string,
  before: StoredCallback | null,
  settings: ComponentSettings,
  { guard, sealer }: CallbackParts,
): SetCallback | null {
  const { callback_url: url = before?.url ?? "", token, encoding_aes_key: aesKey } = settings;
  if (url === "") {
    if ((token ?? aesKey) === undefined) return null;
    throw badRequest(
      "token and encoding_aes_key belong to a callback: send callback_url, too.",
      "token 与 encoding_aes_key 属于回调配置，请同时传 callback_url。",
    );
  }
  requirePushUrl({ member: "callback_url", url, before: before?.url ?? null }, guard);
  if (sealer.fault !== null) throw new Problem(409, sealFaultText(sealer.fault));
  const isComplete = token !== undefined && aesKey !== undefined;
  const kept = before === null || isComplete ? null : keysOf(componentAppid, before, sealer);
  const shown = {
    url,
    token: token ?? kept?.token ?? newCallbackToken(),
    encodingAesKey: aesKey ?? kept?.encodingAesKey ?? newEncodingAesKey(),
  };
  return { shown, stored: sealCallback(componentAppid, shown, sealer) };
}

/** The secrets of a callback, which only the reply that sets them contains. */
export const callbackSecrets = (callback: ComponentCallback | undefined) =>
  callback === undefined
    ? {}
    : { token: callback.token, encoding_aes_key: callback.encodingAesKey };

function keysOf(componentAppid: string, stored: StoredCallback, sealer: Sealer): CallbackKeys {
  const opened = openCallback(componentAppid, stored, sealer);
  if (opened.kind === "opened") return opened.callback;
  if (opened.kind === "other_key") throw new Problem(409, otherKeyText(opened.sealedWith));
  throw new Problem(
    409,
    text(
      "The stored secrets of the callback are damaged. Send token and encoding_aes_key, too.",
      "已保存的回调密钥已损坏，请同时传 token 与 encoding_aes_key。",
    ),
  );
}

const badRequest = (en: string, zh: string) => new Problem(400, text(en, zh));
