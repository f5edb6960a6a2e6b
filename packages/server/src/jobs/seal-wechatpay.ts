import type { FastifyBaseLogger } from "fastify";
import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import { openSecrets, sealSecrets } from "../wechatpay/merchant-keys.js";

/** How many merchants one run reads; the others wait for the next. */
const PAGE_SIZE = 50;

/**
 * Makes the job that seals the keys of WeChat Pay with the current seal key, when the previous one sealed
 * them. It reads every merchant once; after that, a run does nothing. Keys that cannot be opened stay as
 * they are.
 */
export function sealWeChatPayKeys(
  wechatpay: WeChatPayStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): () => Promise<void> {
  let afterMchid: string | null = "";
  let sealed = 0;
  return async () => {
    if (afterMchid === null || sealer.fault !== null) return;
    const page = await wechatpay.list({ afterMchid, limit: PAGE_SIZE });
    for (const merchant of page) {
      const outcome = await sealOne(merchant, wechatpay, sealer);
      if (outcome === "sealed") sealed++;
      if (outcome === "unreadable") {
        log.warn(
          { mchid: merchant.mchid },
          "WeChat Pay keys not sealed again: no seal key that is set opens them",
        );
      }
    }
    const last = page.at(-1);
    afterMchid = page.length < PAGE_SIZE || last === undefined ? null : last.mchid;
    if (afterMchid === null && sealed > 0) {
      log.info({ sealed }, "WeChat Pay keys sealed with the current seal key");
    }
  };
}

async function sealOne(
  merchant: WeChatPayMerchant,
  wechatpay: WeChatPayStore,
  sealer: Sealer,
): Promise<"sealed" | "current" | "unreadable"> {
  const { mchid, sealedSecrets } = merchant;
  if (sealer.isCurrent(sealedSecrets)) return "current";
  const opened = openSecrets(merchant, sealer);
  if (opened.kind !== "opened") return "unreadable";
  const resealed = sealSecrets(mchid, opened.secrets, sealer);
  await wechatpay.change(mchid, (stored) =>
    // The operator may have changed the keys in the meantime.
    stored?.sealedSecrets === sealedSecrets ? { ...stored, sealedSecrets: resealed } : stored,
  );
  return "sealed";
}
