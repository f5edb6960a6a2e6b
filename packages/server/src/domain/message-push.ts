/** How messages for an app are written. */
export type MessageFormat = "json" | "xml";

/** The keys of a message URL, which WeChat and the app's owner share. */
export interface MessagePushKeys {
  /** The token that signs the messages. */
  readonly token: string;
  /** 43 characters: the AES key in base64 without its `=`. Null: messages are not encrypted. */
  readonly encodingAesKey: string | null;
}

/** Where and how messages are pushed to an app. */
export interface MessagePush extends MessagePushKeys {
  readonly url: string;
  readonly format: MessageFormat;
}

/** Of what an app was reminded: to report what it ships. */
export interface AccessReminded {
  /** The authorisation of which it was reminded; null for none. */
  readonly authorizedAtMs: number | null;
  /** When it was last reminded because of its payments; null for never. */
  readonly paymentsAtMs: number | null;
}

export const NEVER_REMINDED: AccessReminded = { authorizedAtMs: null, paymentsAtMs: null };

/** The same as it is stored. */
export interface StoredMessagePush {
  readonly url: string;
  readonly format: MessageFormat;
  readonly isEncrypted: boolean;
  /** The {@link MessagePushKeys}, sealed. */
  readonly sealedKeys: string;
  /** Why the last push failed; null after a delivered push. */
  readonly lastFault: string | null;
  readonly accessReminded: AccessReminded;
}
