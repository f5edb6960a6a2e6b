import { DEFAULT_PREVIOUS_KEY_HOURS, type WeChatPaySettings } from "@dingdan/contract";
import type { WeChatPaySecrets } from "../domain/wechatpay-merchant.js";

type ApiV3Keys = WeChatPaySecrets["apiV3Keys"];

/** How many previous keys are kept at most, when a key is changed again and again. */
const PREVIOUS_MAX = 4;

/**
 * The APIv3 keys after a change, the current one first. The key before a new one still decrypts for a
 * time, since WeChat Pay may repeat a notice that it encrypted with it. Without a new key, the time is that
 * of the previous keys; 0 hours drop them at once.
 */
export function changedApiV3Keys(
  before: ApiV3Keys,
  { api_v3_key: key, previous_api_v3_key_hours: hours }: WeChatPaySettings,
  nowMs: number,
): ApiV3Keys {
  const [current, ...previous] = before.filter(
    ({ endsAtMs }) => endsAtMs === null || nowMs < endsAtMs,
  );
  const endsAtMs = nowMs + (hours ?? DEFAULT_PREVIOUS_KEY_HOURS) * 3_600_000;
  const isNew = key !== undefined && key !== current?.key;
  if (!isNew) {
    if (current === undefined) return [];
    const kept = hours === undefined ? previous : previous.map((old) => ({ ...old, endsAtMs }));
    return [current, ...(hours === 0 ? [] : kept)];
  }
  const replaced = current === undefined ? [] : [{ key: current.key, endsAtMs }];
  const older = previous.filter((old) => old.key !== key);
  const kept = hours === 0 ? [] : [...replaced, ...older];
  return [{ key, endsAtMs: null }, ...kept.slice(0, PREVIOUS_MAX)];
}
