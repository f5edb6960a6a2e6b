import { type Language, NOTICE_PATH, type WeChatPayRepresentation } from "@dingdan/contract";
import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import { isPublicKey } from "../wechatpay/changed-platform-keys.js";
import { closedText, openSecrets } from "../wechatpay/merchant-keys.js";

export interface RepresentingParts {
  readonly sealer: Sealer;
  readonly nowMs: number;
  /** The address of the platform, without a slash at its end. */
  readonly origin: string;
  readonly language: Language;
}

const instant = (timeMs: number) => new Date(timeMs).toISOString();

/** The settings of a merchant for WeChat Pay: ids and times, never a key. */
export function representWeChatPay(
  merchant: WeChatPayMerchant,
  { sealer, nowMs, origin, language }: RepresentingParts,
): WeChatPayRepresentation {
  const { mchid, platformKeys, apiSerialNo, forward } = merchant;
  const certificates = platformKeys.filter((key) => !isPublicKey(key));
  const { previousUntilMs, fault } = lookAtSecrets(merchant, sealer, nowMs);
  return {
    mchid,
    notify_url: origin + NOTICE_PATH.replace(":mchid", mchid),
    public_keys: platformKeys.filter(isPublicKey).map(({ id }) => ({ id })),
    certificates: certificates.map(({ id, expiresAtMs, isDownloaded }) => ({
      serial: id,
      ...(expiresAtMs === null ? {} : { expires_at: instant(expiresAtMs) }),
      is_downloaded: isDownloaded,
    })),
    ...(previousUntilMs === null ? {} : { previous_api_v3_key_until: instant(previousUntilMs) }),
    ...(apiSerialNo === null ? {} : { api_client: { serial_no: apiSerialNo } }),
    ...(forward === null
      ? {}
      : { forward_url: forward.url, forward_private_address: forward.allowsPrivateAddress }),
    changed_at: instant(merchant.changedAtMs),
    ...(fault === null ? {} : { fault: fault[language] }),
  };
}

function lookAtSecrets(merchant: WeChatPayMerchant, sealer: Sealer, nowMs: number) {
  const opened = openSecrets(merchant, sealer);
  if (opened.kind === "opened") {
    const last = Math.max(...opened.secrets.apiV3Keys.map(({ endsAtMs }) => endsAtMs ?? 0));
    return { previousUntilMs: last > nowMs ? last : null, fault: null };
  }
  const isKeyless = opened.kind === "other_key" && sealer.fault !== null;
  const fault = isKeyless ? sealFaultText(sealer.fault) : closedText(opened);
  return { previousUntilMs: null, fault };
}
