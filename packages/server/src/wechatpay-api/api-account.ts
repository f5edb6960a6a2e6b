import type { KeyObject } from "node:crypto";
import type { Text } from "@dingdan/contract";
import { type ApiClient, KeyError } from "@dingdan/wechatpay";
import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import { isPublicKey } from "../wechatpay/changed-platform-keys.js";
import {
  apiClientOf,
  apiV3KeysAt,
  closedText,
  DAMAGED_KEYS,
  openSecrets,
  platformKeysOf,
} from "../wechatpay/merchant-keys.js";

/** A merchant number for which the platform can query WeChat Pay, with its keys opened. */
export interface ApiAccount {
  readonly client: ApiClient;
  /** The platform's valid key with a serial in upper-case hexadecimal, or with an id; null: unknown. */
  readonly platformKeyOf: (serial: string) => KeyObject | null;
  /** The id of a WeChat Pay public key; null for a merchant that has certificates only. */
  readonly publicKeyId: string | null;
  readonly apiV3Keys: readonly string[];
}

export type OpenedAccount =
  | { readonly kind: "opened"; readonly account: ApiAccount }
  /** The operator has not set an `api_client`. */
  | { readonly kind: "no_client" }
  /** The keys cannot be opened. */
  | { readonly kind: "closed"; readonly reason: Text };

/**
 * Opens the keys of a merchant.
 * @param timeOfDayMs an expired certificate verifies nothing
 */
export function openAccount(
  merchant: WeChatPayMerchant,
  sealer: Sealer,
  timeOfDayMs: number,
): OpenedAccount {
  if (merchant.apiSerialNo === null) return { kind: "no_client" };
  const opened = openSecrets(merchant, sealer);
  if (opened.kind !== "opened") return { kind: "closed", reason: closedText(opened) };
  try {
    const client = apiClientOf(merchant, opened.secrets);
    if (client === null) return { kind: "no_client" };
    const publicKey = merchant.platformKeys.find(isPublicKey);
    return {
      kind: "opened",
      account: {
        client,
        platformKeyOf: platformKeysOf(merchant)(timeOfDayMs),
        publicKeyId: publicKey?.id ?? null,
        apiV3Keys: apiV3KeysAt(opened.secrets, timeOfDayMs),
      },
    };
  } catch (error) {
    if (error instanceof KeyError) return { kind: "closed", reason: DAMAGED_KEYS };
    throw error;
  }
}
