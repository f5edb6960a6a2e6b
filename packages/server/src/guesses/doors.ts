/**
 * The doors at which a credential is presented, and how many wrong ones one network may present for one
 * account in a minute. Secrets that a person may have chosen have the low limit. Links and sessions are
 * generated, with 256 bits; there the limit must allow for an office full of expired cookies.
 *
 * Access tokens of the wire are no door: they have 512 bits, and programs repeat expired ones.
 */
export const GUESSES_MAX = {
  admin_key: 10,
  app_secret: 10,
  component_secret: 10,
  buyer_link: 60,
  buyer_session: 60,
  console_session: 60,
} as const;

/** The name of a door, in the log as `door`. */
export type Door = keyof typeof GUESSES_MAX;

/** One try to enter. */
export interface Attempt {
  readonly door: Door;
  /** What the credential opens. Several doors may open one account. */
  readonly account: string;
  /** The client's IP address. */
  readonly address: string;
}

export const atAdminKey = (address: string): Attempt => ({
  door: "admin_key",
  account: "operator",
  address,
});

/** @param appid of an app that exists: invented ones would be counted as separate accounts */
export const atAppSecret = (appid: string, address: string): Attempt => ({
  door: "app_secret",
  account: `app:${appid}`,
  address,
});

/** A person's sign-in with an appid that no app has. */
export const atUnknownApp = (address: string): Attempt => ({
  door: "app_secret",
  account: "unknown app",
  address,
});

/** @param componentAppid of a third-party platform that exists */
export const atComponentSecret = (componentAppid: string, address: string): Attempt => ({
  door: "component_secret",
  account: `component:${componentAppid}`,
  address,
});

export const atBuyerLink = (address: string): Attempt => ({
  door: "buyer_link",
  account: "buyer",
  address,
});

export const atBuyerSession = (address: string): Attempt => ({
  door: "buyer_session",
  account: "buyer",
  address,
});

export const atConsoleSession = (address: string): Attempt => ({
  door: "console_session",
  account: "console",
  address,
});
