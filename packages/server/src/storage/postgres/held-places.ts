import type { OrderPlace } from "./order-rows.js";
import type { Queries } from "./queries.js";

const HOLD_PLACES = `INSERT INTO uploads (appid, order_key)
  SELECT appid, order_key FROM unnest($1::text[], $2::text[]) AS place (appid, order_key)
  ORDER BY appid, order_key ON CONFLICT (appid, order_key) DO NOTHING`;

/**
 * Reserves a row among the uploads for each place that has none. A payment first does so for the places of
 * its uploads. An upload that arrives at the same time conflicts with that row and waits for the payment's
 * transaction, so neither misses the other.
 *
 * The rows stay after the commit. A first upload is inserted without looking for its payment; only a row
 * that is there already makes it look. So a payment needs a row in every place where an upload would be
 * compared with it, and in no other.
 */
export async function holdPlaces(queries: Queries, places: readonly OrderPlace[]): Promise<void> {
  if (places.length === 0) return;
  await queries.run(HOLD_PLACES, [
    places.map(({ appid }) => appid),
    places.map(({ orderKey }) => orderKey),
  ]);
}
