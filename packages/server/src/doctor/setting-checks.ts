import { text } from "@dingdan/contract";
import { publicUrlOf } from "../http/public-origin.js";
import { trustProxyOf } from "../http/trust-proxy.js";
import { AddressGuard } from "../outbound/address-guard.js";
import { Sealer } from "../secrets/seal.js";
import { sealFaultText } from "../secrets/seal-faults.js";
import { checkOptions } from "../serve/check-options.js";
import type { PlatformOptions } from "../serve/options.js";
import { parseSealKeys, refuseOtherKey } from "../serve/seal-check.js";
import { engineOf } from "../storage/open-store.js";
import { type Check, failed, passed, warning } from "./check.js";
import type { DatabaseView } from "./database-view.js";
import { checkWeChatPay } from "./wechatpay-checks.js";

/** @throws SettingsError for a setting with which the platform would not start */
export function checkSettings(options: PlatformOptions): readonly Check[] {
  const { adminKey, allowCallbackNetworks = [], sandbox = false } = options;
  engineOf(options.databaseUrl ?? "sqlite::memory:");
  publicUrlOf(options.publicUrl);
  trustProxyOf(options.trustProxy ?? false);
  const { orderDays } = checkOptions(options);
  const guard = new AddressGuard(sandbox, allowCallbackNetworks);
  return [
    passed("settings", text("valid", "有效")),
    passed(
      "admin key",
      adminKey === undefined
        ? text("not set: the stored keys are valid", "未设置：以已保存的密钥为准")
        : text("set", "已设置"),
    ),
    checkCallbackNetworks(allowCallbackNetworks, guard),
    passed(
      "order days",
      orderDays === null
        ? text("orders are kept", "订单一直保留")
        : text(`orders are deleted after ${orderDays} days`, `订单保留 ${orderDays} 天后删除`),
    ),
  ];
}

function checkCallbackNetworks(networks: readonly string[], guard: AddressGuard): Check {
  const name = "callback networks";
  if (guard.allowsAll) {
    return passed(name, text("every address, as in any sandbox", "沙箱可访问任意地址"));
  }
  if (networks.length === 0) return passed(name, text("public addresses only", "仅公网地址"));
  const list = networks.join(", ");
  const found = text(`public addresses and ${list}`, `公网地址及 ${list}`);
  if (!networks.some((network) => network.endsWith("/0"))) return passed(name, found);
  return warning(
    name,
    found,
    text(
      "Callbacks can reach every address of the network, such as the database's. Name only the networks of your third-party platforms with --allow-callback-network.",
      "回调可访问网络内的任意地址，包括数据库。请用 --allow-callback-network 仅列出第三方平台所在的网络。",
    ),
  );
}

/**
 * The seal keys, and whether they open what the database was sealed with.
 * @param stored see `DatabaseView.sealCheck`
 * @throws SettingsError for a key that cannot be used
 */
export function checkSealKeys(options: PlatformOptions, stored: string | null): readonly Check[] {
  const { current, previous } = parseSealKeys(options);
  return [
    checkSealKey(new Sealer(current, previous), stored, options.sandbox ?? false),
    checkPreviousKey(current, previous),
  ];
}

/** The keys of WeChat Pay in the database, opened with the seal keys of the settings. */
export function checkMerchantKeys(
  options: PlatformOptions,
  { sealCheck, merchants }: Pick<DatabaseView, "sealCheck" | "merchants">,
): readonly Check[] {
  const { current, previous } = parseSealKeys(options);
  // A sandbox makes its own key.
  const isOwn = current === null && options.sandbox === true;
  const sealer = isOwn ? null : new Sealer(current, previous);
  if (sealer !== null && current !== null && sealCheck !== null) refuseOtherKey(sealer, sealCheck);
  return checkWeChatPay(merchants, sealer, Date.now());
}

function checkSealKey(sealer: Sealer, stored: string | null, sandbox: boolean): Check {
  const name = "seal key";
  if (sealer.fault !== null) {
    // A sandbox makes its own.
    if (sandbox) return passed(name, text("the sandbox's own", "沙箱自有密钥"));
    const found = text(
      "not set: third-party platforms cannot register callbacks, and no keys of WeChat Pay can be set",
      "未设置：第三方平台无法登记回调，也无法设置微信支付密钥",
    );
    return stored === null
      ? passed(name, found)
      : warning(name, found, sealFaultText(sealer.fault));
  }
  if (stored === null) return passed(name, text("set", "已设置"));
  refuseOtherKey(sealer, stored);
  if (sealer.fault !== null) {
    return failed(
      name,
      text("not the key of this database", "不是此数据库的密钥"),
      sealFaultText(sealer.fault),
    );
  }
  return passed(
    name,
    sealer.isCurrent(stored)
      ? text("set, the key of this database", "已设置，与此数据库一致")
      : text(
          "set; the next start changes the database to it",
          "已设置；下次启动时数据库改用此密钥",
        ),
  );
}

/** A change of keys needs both. */
function checkPreviousKey(current: Buffer | null, previous: Buffer | null): Check {
  const name = "previous seal key";
  if (previous === null) return passed(name, text("not set", "未设置"));
  const next = text(
    "Set the new key as DINGDAN_SEAL_KEY_FILE and the old one as DINGDAN_PREVIOUS_SEAL_KEY_FILE, or remove the latter.",
    "请以 DINGDAN_SEAL_KEY_FILE 指定新密钥，以 DINGDAN_PREVIOUS_SEAL_KEY_FILE 指定旧密钥，或去掉后者。",
  );
  if (current === null) {
    return warning(name, text("set without a seal key", "已设置，但未设置封存密钥"), next);
  }
  if (current.equals(previous))
    return warning(name, text("the same as the seal key", "与封存密钥相同"), next);
  return passed(name, text("set", "已设置"));
}
