/** Identifies an order: the app and the order key of its upload. */
export interface OrderPlace {
  readonly appid: string;
  readonly orderKey: string;
}

/**
 * The id of an order in links and interfaces. It encodes the app and the order key, so no index is
 * needed to find the order. It is not a secret and grants no access.
 */
export function orderIdOf({ appid, orderKey }: OrderPlace): string {
  return Buffer.from(`${appid} ${orderKey}`).toString("base64url");
}

/** The app and the order key in an id; null for a text that {@link orderIdOf} did not write. */
export function orderPlaceOf(id: string): OrderPlace | null {
  const match = /^([0-9A-Za-z_-]{1,32}) ([12]:[\x21-\x7e]+)$/.exec(
    Buffer.from(id, "base64url").toString("latin1"),
  );
  const place = match && { appid: match[1] as string, orderKey: match[2] as string };
  return place !== null && orderIdOf(place) === id ? place : null;
}
