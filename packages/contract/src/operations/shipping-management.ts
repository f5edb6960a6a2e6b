import { getDeliveryList } from "./get-delivery-list.js";
import type { Operation } from "./operation.js";
import { secGetOrder, secGetOrderList, secNotifyConfirmReceive } from "./sec-get-order.js";
import {
  secIsTradeManaged,
  secIsTradeManagementConfirmationCompleted,
} from "./sec-is-trade-managed.js";
import { secOpSpecialOrder } from "./sec-op-special-order.js";
import { secGetOrderDetailPath, secSetMsgJumpPath, secUpdateOrderDetailPath } from "./sec-paths.js";
import {
  secUploadCombinedShippingInfo,
  secUploadShippingInfo,
} from "./sec-upload-shipping-info.js";

/** The operations of shipping information management, by the name of their SDK method. */
export const SHIPPING_MANAGEMENT_OPERATIONS = {
  secUploadShippingInfo,
  secUploadCombinedShippingInfo,
  secGetOrder,
  secGetOrderList,
  secNotifyConfirmReceive,
  secSetMsgJumpPath,
  secIsTradeManaged,
  secIsTradeManagementConfirmationCompleted,
  secOpSpecialOrder,
  secUpdateOrderDetailPath,
  secGetOrderDetailPath,
  getDeliveryList,
} as const satisfies Record<string, Operation>;
