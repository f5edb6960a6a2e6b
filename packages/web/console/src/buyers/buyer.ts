/** A buyer of an app. */
export interface Buyer {
  readonly appid: string;
  readonly openid: string;
}
