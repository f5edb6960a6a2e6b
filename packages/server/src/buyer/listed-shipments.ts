import type { ListedOrderRepresentation } from "@dingdan/contract";
import type { ListedOrderWithShipments } from "@dingdan/web";
import {
  type ShipmentStores,
  type ShipmentView,
  shipmentsOf,
  transactionIdsOf,
} from "./shipments.js";

/**
 * Adds to listed orders what shipping information management alone knows of their shipment. Reads once for
 * each app, and only for the orders of which no parcel was uploaded.
 */
export async function withShipments(
  view: ShipmentView,
  listed: readonly ListedOrderRepresentation[],
  stores: Pick<ShipmentStores, "apps" | "tradeOrders">,
): Promise<ListedOrderWithShipments[]> {
  const found = await Promise.all(
    view.session.buyers.map((buyer) => {
      const ofApp = listed.filter(
        ({ appid, parcels }) => appid === buyer.appid && parcels.length === 0,
      );
      return shipmentsOf(view, ofApp.flatMap(transactionIdsOf), buyer, stores);
    }),
  );
  const all = found.flat();
  return listed.map((order) => {
    const ids = order.parcels.length === 0 ? transactionIdsOf(order) : [];
    const shipments = all.filter(
      ({ appid, transaction_id: id }) => appid === order.appid && ids.includes(id),
    );
    return shipments.length === 0 ? order : { ...order, shipments };
  });
}
