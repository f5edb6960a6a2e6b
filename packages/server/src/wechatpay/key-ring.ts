import type { NotificationKeys } from "@dingdan/wechatpay";
import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import { type OpenedSecrets, openSecrets, platformKeysOf } from "./merchant-keys.js";

/** A merchant number with its keys, read. */
export interface KnownMerchant {
  readonly merchant: WeChatPayMerchant;
  readonly platformKeyOf: NotificationKeys["platformKeyOf"];
  readonly opened: OpenedSecrets;
}

/**
 * The keys of merchants, for notices: each is opened and read once for as long as the look-up returns the
 * same object (storage/cached-lookups.ts).
 */
export class KeyRing {
  readonly #find: WeChatPayStore["find"];
  readonly #sealer: Sealer;
  readonly #known = new WeakMap<WeChatPayMerchant, KnownMerchant>();

  constructor(lookup: Pick<WeChatPayStore, "find">, sealer: Sealer) {
    this.#find = (mchid) => lookup.find(mchid);
    this.#sealer = sealer;
  }

  async find(mchid: string): Promise<KnownMerchant | null> {
    const merchant = await this.#find(mchid);
    if (merchant === null) return null;
    const known = this.#known.get(merchant);
    if (known !== undefined) return known;
    const platformKeyOf = platformKeysOf(merchant);
    const read = { merchant, platformKeyOf, opened: openSecrets(merchant, this.#sealer) };
    this.#known.set(merchant, read);
    return read;
  }
}
