import { type SchemaViolation, text, type WeChatPaySettings } from "@dingdan/contract";
import type { WeChatPayMerchant, WeChatPaySecrets } from "../domain/wechatpay-merchant.js";
import type { AddressGuard } from "../outbound/address-guard.js";
import { changedApiV3Keys } from "./changed-api-v3-keys.js";
import { changedForward } from "./changed-forward.js";
import { changedPlatformKeys, privateKeyFault } from "./changed-platform-keys.js";

/** The stored settings of a merchant; null parts before the first change. */
export interface SettingsBefore {
  readonly merchant: WeChatPayMerchant | null;
  /** Null, too, for secrets that cannot be opened and that the change replaces. */
  readonly secrets: WeChatPaySecrets | null;
}

export interface ChangeTerms {
  readonly mchid: string;
  /** The platform's time. */
  readonly nowMs: number;
  /** The time of day, by which certificates expire. */
  readonly timeOfDayMs: number;
  /** Decides which addresses a forward may reach. */
  readonly guard: Pick<AddressGuard, "refusalOfUrl">;
}

export type SettingsChange =
  | {
      readonly kind: "changed";
      readonly merchant: Omit<WeChatPayMerchant, "sealedSecrets">;
      readonly secrets: WeChatPaySecrets;
    }
  | { readonly kind: "broken"; readonly violations: readonly SchemaViolation[] };

/** The settings of a merchant after a request: an omitted member keeps its value. */
export function changedSettings(
  { merchant, secrets }: SettingsBefore,
  settings: WeChatPaySettings,
  { mchid, nowMs, timeOfDayMs, guard }: ChangeTerms,
): SettingsChange {
  const violations: SchemaViolation[] = [];
  const apiV3Keys = changedApiV3Keys(secrets?.apiV3Keys ?? [], settings, nowMs);
  if (apiV3Keys.length === 0) violations.push(NO_API_V3_KEY);
  const kept = merchant?.platformKeys ?? [];
  const platformKeys = changedPlatformKeys(kept, settings, timeOfDayMs, violations);
  const forward = changedForward(merchant?.forward ?? null, settings, guard, violations);
  const client = changedClient({ merchant, secrets }, settings);
  const { apiSerialNo } = client;
  // With an API certificate, the platform downloads the platform certificates itself.
  if (platformKeys.length === 0 && apiSerialNo === null) violations.push(NO_KEY);
  const sentKey = settings.api_client?.private_key;
  const clientFault = sentKey === undefined ? null : privateKeyFault(sentKey);
  if (clientFault !== null)
    violations.push({ path: "api_client.private_key", reason: clientFault });
  if (violations.length > 0) return { kind: "broken", violations };
  return {
    kind: "changed",
    merchant: {
      mchid,
      platformKeys,
      apiSerialNo,
      forward,
      changedAtMs: nowMs,
    },
    secrets: { apiV3Keys, apiPrivateKey: client.apiPrivateKey },
  };
}

/** The merchant's API certificate: the one that is sent, none for null, otherwise the stored one. */
function changedClient(
  { merchant, secrets }: SettingsBefore,
  { api_client: sent }: WeChatPaySettings,
): Pick<WeChatPayMerchant, "apiSerialNo"> & Pick<WeChatPaySecrets, "apiPrivateKey"> {
  if (sent === undefined) {
    const { apiSerialNo = null } = merchant ?? {};
    return { apiSerialNo, apiPrivateKey: secrets?.apiPrivateKey ?? null };
  }
  if (sent === null) return { apiSerialNo: null, apiPrivateKey: null };
  return { apiSerialNo: sent.serial_no.toUpperCase(), apiPrivateKey: sent.private_key };
}

/** Whether a change replaces every secret that is stored, so that the stored ones need not be opened. */
export const replacesSecrets = (
  { apiSerialNo }: Pick<WeChatPayMerchant, "apiSerialNo">,
  settings: WeChatPaySettings,
): boolean =>
  settings.api_v3_key !== undefined && (apiSerialNo === null || settings.api_client !== undefined);

const NO_KEY: SchemaViolation = {
  path: "public_keys",
  reason: text(
    "is missing: without a public key or a certificate no notice can be verified. With api_client, the platform downloads WeChat Pay's certificates itself",
    "缺失：没有公钥或证书就无法验证通知。设置 api_client 后，平台可自行下载微信支付平台证书",
  ),
};

const NO_API_V3_KEY: SchemaViolation = {
  path: "api_v3_key",
  reason: text(
    "is missing: the first call for a merchant number sets it",
    "缺失：首次设置商户号时必填",
  ),
};
