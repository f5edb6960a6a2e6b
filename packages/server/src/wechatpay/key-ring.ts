import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import {
  type OpenedSecrets,
  openSecrets,
  type PlatformKeysAt,
  platformKeysOf,
} from "./merchant-keys.js";

/** A merchant number with its keys, read. */
export interface KnownMerchant {
  readonly merchant: WeChatPayMerchant;
  readonly platformKeysAt: PlatformKeysAt;
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
    const platformKeysAt = platformKeysOf(merchant);
    const read = { merchant, platformKeysAt, opened: openSecrets(merchant, this.#sealer) };
    this.#known.set(merchant, read);
    return read;
  }
}
