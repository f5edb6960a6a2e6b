/** What a merchant number needs to receive WeChat Pay's notifications and to query it. */
export interface WeChatPayMerchant {
  /** The merchant number: in provider mode the sp_mchid, of a combined payment the combine_mchid. */
  readonly mchid: string;
  /** The keys with which WeChat Pay signs. They are not secret. */
  readonly platformKeys: readonly StoredPlatformKey[];
  /** The {@link WeChatPaySecrets} as JSON, sealed. */
  readonly sealedSecrets: string;
  /** The serial number of the merchant's API certificate; null when the platform may not query. */
  readonly apiSerialNo: string | null;
  /** Where each verified notification is sent at once; null for nowhere. */
  readonly forward: ForwardTarget | null;
  /** When the settings were changed last. */
  readonly changedAtMs: number;
}

export interface StoredPlatformKey {
  /** The id of a public key (`PUB_KEY_ID_…`), or the serial number of a certificate. */
  readonly id: string;
  readonly pem: string;
  /** Null for a public key, which does not expire. */
  readonly expiresAtMs: number | null;
  /** True for a certificate that the platform downloaded itself. */
  readonly isDownloaded: boolean;
}

export interface ForwardTarget {
  readonly url: string;
  /** True when the operator allowed a private address for this merchant. */
  readonly allowsPrivateAddress: boolean;
}

/** Sealed at the place `wechatpay_merchants/MCHID/secrets`. */
export interface WeChatPaySecrets {
  /** The current APIv3 key first; a previous one until its time ends. */
  readonly apiV3Keys: readonly { readonly key: string; readonly endsAtMs: number | null }[];
  /** The private key of the merchant's API certificate, as PEM; null when the platform may not query. */
  readonly apiPrivateKey: string | null;
}
