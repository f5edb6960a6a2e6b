import { text } from "@dingdan/contract";
import type { StoredPlatformKey } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import { openSecrets } from "../wechatpay/merchant-keys.js";
import { type Check, failed, passed, warning } from "./check.js";

/** A row of the table wechatpay_merchants. */
export interface MerchantRow {
  readonly mchid: string;
  /** JSON. */
  readonly platform_keys: string;
  readonly sealed_secrets: string;
}

export const MERCHANTS = `SELECT mchid, platform_keys, sealed_secrets FROM wechatpay_merchants
  ORDER BY mchid LIMIT 10000`;

/** How long before a certificate expires its merchant is named. */
const EXPIRES_SOON_MS = 30 * 24 * 3_600_000;
const NAMED_MAX = 5;

/**
 * Whether the keys of merchants can be opened, and which merchants' certificates expire.
 * @param sealer null in a sandbox without a given key, whose own key is not looked for
 * @param nowMs the time of day
 */
export function checkWeChatPay(
  merchants: readonly MerchantRow[],
  sealer: Sealer | null,
  nowMs: number,
): readonly Check[] {
  if (merchants.length === 0) return [];
  const name = "WeChat Pay keys";
  const closed = merchants.filter((row) => sealer !== null && !isReadable(row, sealer));
  const expiring = merchants.filter((row) => hasExpiring(row, nowMs + EXPIRES_SOON_MS));
  const checks: Check[] = [];
  if (closed.length > 0) {
    const list = named(closed);
    const fault = sealer?.fault ?? null;
    const next =
      fault === null
        ? text(
            "Start with the seal key that sealed them, or set the keys again with dingdan wechatpay set.",
            "请以封存时所用的封存密钥启动，或用 dingdan wechatpay set 重新设置。",
          )
        : sealFaultText(fault);
    const found = text(
      `the keys of ${list.en} cannot be opened: their notices are answered 503`,
      `${list.zh} 的密钥无法打开：其通知将返回 503`,
    );
    checks.push(failed(name, found, next));
  }
  if (expiring.length > 0) {
    const list = named(expiring);
    const found = text(
      `certificates of ${list.en} expire within 30 days`,
      `${list.zh} 的平台证书将在 30 天内过期`,
    );
    const next = text(
      "Set the next certificate or WeChat Pay's public key with dingdan wechatpay set, or remove certificates that are no longer used (certificates: [] removes all).",
      "请用 dingdan wechatpay set 设置新的证书或微信支付公钥，或移除不再使用的证书（certificates: [] 移除全部）。",
    );
    checks.push(warning(name, found, next));
  }
  if (checks.length > 0) return checks;
  const count = merchants.length;
  return [
    passed(
      name,
      text(
        `of ${count} ${count === 1 ? "merchant number" : "merchant numbers"}`,
        `${count} 个商户号`,
      ),
    ),
  ];
}

const isReadable = ({ mchid, sealed_secrets: sealedSecrets }: MerchantRow, sealer: Sealer) =>
  openSecrets({ mchid, sealedSecrets }, sealer).kind === "opened";

/** Whether the last of the merchant's certificates expires by then; a public key does not expire. */
function hasExpiring({ platform_keys: keys }: MerchantRow, byMs: number): boolean {
  const stored = JSON.parse(keys) as readonly StoredPlatformKey[];
  const ends = stored.flatMap(({ expiresAtMs }) => expiresAtMs ?? []);
  return ends.length > 0 && Math.max(...ends) <= byMs;
}

function named(merchants: readonly MerchantRow[]) {
  const list = merchants.slice(0, NAMED_MAX).map(({ mchid }) => mchid);
  const more = merchants.length - list.length;
  return text(
    list.join(", ") + (more > 0 ? ` and ${more} more` : ""),
    list.join("、") + (more > 0 ? ` 等 ${merchants.length} 个商户号` : ""),
  );
}
