import type { WeChatPayMerchant } from "../domain/wechatpay-merchant.js";
import type { Sealer } from "../secrets/seal.js";
import type { WeChatPayStore } from "../storage/wechatpay-store.js";
import { type OpenedAccount, openAccount } from "../wechatpay-api/api-account.js";

/** A merchant number with an `api_client`. */
export interface KnownAccount {
  readonly opened: Exclude<OpenedAccount, { readonly kind: "no_client" }>;
  /** When its settings were changed last. */
  readonly changedAtMs: number;
}

/** The merchant numbers for which the platform can query, each looked up and opened once for a run. */
export class AccountBook {
  readonly #wechatpay: Pick<WeChatPayStore, "find">;
  readonly #sealer: Sealer;
  readonly #timeOfDayMs: number;
  readonly #known = new Map<string, Promise<KnownAccount | null>>();

  constructor(wechatpay: Pick<WeChatPayStore, "find">, sealer: Sealer, timeOfDayMs: number) {
    this.#wechatpay = wechatpay;
    this.#sealer = sealer;
    this.#timeOfDayMs = timeOfDayMs;
  }

  /** Those of some merchant numbers that have an `api_client`. */
  async of(mchids: Iterable<string>): Promise<ReadonlyMap<string, KnownAccount>> {
    const found = new Map<string, KnownAccount>();
    for (const mchid of mchids) {
      const reading = this.#known.get(mchid) ?? this.#read(mchid);
      this.#known.set(mchid, reading);
      const account = await reading;
      if (account !== null) found.set(mchid, account);
    }
    return found;
  }

  async #read(mchid: string): Promise<KnownAccount | null> {
    const merchant = await this.#wechatpay.find(mchid);
    if (merchant === null) return null;
    const opened = openAccount(merchant, this.#sealer, this.#timeOfDayMs);
    if (opened.kind === "no_client") return null;
    return { opened, changedAtMs: merchant.changedAtMs };
  }
}

const PAGE_SIZE = 100;

/** Every stored merchant, in the order of their numbers. */
export async function* allMerchants(
  wechatpay: Pick<WeChatPayStore, "list">,
): AsyncGenerator<WeChatPayMerchant> {
  for (let afterMchid: string | null = ""; afterMchid !== null; ) {
    const page: WeChatPayMerchant[] = await wechatpay.list({ afterMchid, limit: PAGE_SIZE });
    yield* page;
    afterMchid = page.length < PAGE_SIZE ? null : (page.at(-1)?.mchid ?? null);
  }
}

/** Whether the platform can query for any merchant number. */
export async function hasAnyClient(wechatpay: Pick<WeChatPayStore, "list">): Promise<boolean> {
  for await (const { apiSerialNo } of allMerchants(wechatpay)) {
    if (apiSerialNo !== null) return true;
  }
  return false;
}
