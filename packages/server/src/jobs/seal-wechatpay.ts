import type { FastifyBaseLogger } from "fastify";
import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import { openSecrets, sealSecrets } from "../wechatpay/merchant-keys.js";
import { type SealedAgain, sealAgain } from "./seal-again.js";

/** The keys of WeChat Pay that the previous seal key sealed. */
export const sealWeChatPayKeys = (
  wechatpay: WeChatPayStore,
  sealer: Sealer,
  log: Pick<FastifyBaseLogger, "info" | "warn">,
): (() => Promise<void>) =>
  sealAgain<WeChatPayMerchant>(
    {
      list: ({ after, limit }) => wechatpay.list({ afterMchid: after, limit }),
      nameOf: ({ mchid }) => mchid,
      seal: (merchant) => sealOne(merchant, wechatpay, sealer),
      what: "WeChat Pay keys",
      facts: ({ mchid }) => ({ mchid }),
    },
    sealer,
    log,
  );

async function sealOne(
  merchant: WeChatPayMerchant,
  wechatpay: WeChatPayStore,
  sealer: Sealer,
): Promise<SealedAgain> {
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
