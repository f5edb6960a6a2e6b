import { AppClient } from "./app-client.js";
import type { ShoppingOrdersOptions } from "./options.js";
import { ShippingManagementOperations } from "./shipping-management-operations.js";
import { ShoppingOrders } from "./shopping-orders.js";

/**
 * A client of WeChat's shipping information management, or of a Dingdan server, for one app: it reports
 * how paid goods were sent, so that the frozen money is released. A program that has a
 * {@link ShoppingOrders} client uses the same access tokens with `client.shippingManagement`, and a
 * third-party platform calls for its merchants with `platform.forMerchant(appid).shippingManagement`.
 */
export class ShippingManagement extends ShippingManagementOperations {
  /**
   * @param options those of a client of its own, or a client whose tokens and settings it shares
   * @throws TypeError that names every option with an invalid value
   */
  constructor(options: ShoppingOrdersOptions | AppClient) {
    super(options instanceof AppClient ? options : new ShoppingOrders(options));
  }
}
