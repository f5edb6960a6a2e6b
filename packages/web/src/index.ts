export { type Asset, BUYER_ASSETS } from "./buyer/assets.js";
export { billPage } from "./buyer/bill-page.js";
export { linkPage, type Notice, noticePage } from "./buyer/message-page.js";
export type { ListedOrderWithShipments } from "./buyer/order-badges.js";
export { orderPage } from "./buyer/order-page.js";
export { type OrdersView, ordersFragment, ordersPage } from "./buyer/orders-page.js";
export { BUYER_PAGE_POLICY, type PageContext } from "./buyer/page.js";
export { shipmentPage, shipmentsPage } from "./buyer/shipment-pages.js";
export { Html, html } from "./html.js";
