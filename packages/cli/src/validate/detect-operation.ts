import { isObject, type OperationKey } from "@dingdan/contract";

type Members = Readonly<Record<string, unknown>>;

/**
 * The operation that a body is for, by its members; null when they do not show it. Two families have uploads
 * of parcels: a parcel of a shopping order has an `item_list`, and in shipping information management it has
 * an `item_desc`, beside a `logistics_type`. Names in camelCase count as well: that is a mistake to report,
 * not another operation.
 */
export function detectOperation(body: unknown): OperationKey | null {
  const members = membersOf(body);
  if ("suborders" in members) {
    const part = membersOf(firstOf(members["suborders"]));
    if (!("shippinglist" in part)) return "uploadCombinedShoppingInfo";
    return isManaged(part) ? "secUploadCombinedShippingInfo" : "uploadCombinedShippingInfo";
  }
  if ("orderlist" in members) return "uploadShoppingInfo";
  if ("shippinglist" in members) {
    return isManaged(members) ? "secUploadShippingInfo" : "uploadShippingInfo";
  }
  if ("receivedtime" in members) return "secNotifyConfirmReceive";
  if ("paytimerange" in members) return "secGetOrderList";
  if ("orderid" in members && "type" in members) return "secOpSpecialOrder";
  return null;
}

/** True if the parcels are those of shipping information management. */
function isManaged(delivery: Members): boolean {
  const parcel = membersOf(firstOf(delivery["shippinglist"]));
  if ("itemlist" in parcel) return false;
  return "itemdesc" in parcel || "logisticstype" in delivery || "isalldelivered" in delivery;
}

/** A list that was sent as an object has its entries as members, or is itself the entry. */
function firstOf(list: unknown): unknown {
  if (Array.isArray(list)) return list[0];
  if (!isObject(list)) return undefined;
  const [first] = Object.values(list);
  return isObject(first) && !("contact" in list) ? first : list;
}

/** The members of an object by their names in lower case, without underscores. */
const membersOf = (value: unknown): Members =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, member]) => [
          name.replaceAll("_", "").toLowerCase(),
          member,
        ]),
      )
    : {};
