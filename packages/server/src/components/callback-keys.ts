import type { CallbackKeys, ComponentCallback, StoredCallback } from "../domain/component.js";
import type { Opened, Sealer } from "../secrets/seal.js";

export type OpenedCallback =
  | { readonly kind: "opened"; readonly callback: ComponentCallback }
  | Exclude<Opened, { readonly kind: "opened" }>;

/** @throws Error while the sealer has a fault */
export function sealCallback(
  componentAppid: string,
  { url, token, encodingAesKey }: ComponentCallback,
  sealer: Sealer,
): StoredCallback {
  const keys = JSON.stringify({ token, encodingAesKey } satisfies CallbackKeys);
  return { url, sealedKeys: sealer.seal(keys, placeOf(componentAppid)) };
}

export function openCallback(
  componentAppid: string,
  stored: StoredCallback,
  sealer: Sealer,
): OpenedCallback {
  if (!("sealedKeys" in stored)) return { kind: "opened", callback: stored };
  const opened = sealer.open(stored.sealedKeys, placeOf(componentAppid));
  if (opened.kind !== "opened") return opened;
  const keys = JSON.parse(opened.value) as CallbackKeys;
  return { kind: "opened", callback: { url: stored.url, ...keys } };
}

/** True for keys in plain text, and for keys that an earlier seal key sealed. */
export const isOutdated = (stored: StoredCallback, sealer: Sealer): boolean =>
  !("sealedKeys" in stored) || !sealer.isCurrent(stored.sealedKeys);

const placeOf = (componentAppid: string) => `components/${componentAppid}/callback`;
