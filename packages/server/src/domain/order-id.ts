/** Where an order is kept: an upload's app and order key. */
export interface OrderPlace {
  readonly appid: string;
  readonly orderKey: string;
}

/**
 * The id of an order in links and interfaces: it says where the order is kept, so no index is
 * needed to find it. It is no secret and opens nothing by itself.
 */
export function orderIdOf({ appid, orderKey }: OrderPlace): string {
  return Buffer.from(`${appid} ${orderKey}`).toString("base64url");
}

/** The place that an id names, or null for a text that {@link orderIdOf} never wrote. */
export function orderPlaceOf(id: string): OrderPlace | null {
  const match = /^([0-9A-Za-z_-]{1,32}) ([12]:[\x21-\x7e]+)$/.exec(
    Buffer.from(id, "base64url").toString("latin1"),
  );
  const place = match && { appid: match[1] as string, orderKey: match[2] as string };
  return place !== null && orderIdOf(place) === id ? place : null;
}
