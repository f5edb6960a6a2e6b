import { type ConsoleRole, type Text, text } from "@dingdan/contract";
import { type ComponentType, type LazyExoticComponent, lazy } from "react";
import { type Audience, isSeenBy } from "./audience.js";
import type { PageProps } from "./page-props.js";

export interface Route extends Audience {
  /** The address below `/console`. */
  readonly path: string;
  readonly title: Text;
  /** Its group in the menu; null for pages that are not in the menu. */
  readonly menu: "look" | "work" | "platform" | null;
  readonly isSandboxOnly?: boolean;
  readonly page: LazyExoticComponent<ComponentType<PageProps>>;
}

/** All pages; each is loaded when it is first opened. */
export const ROUTES = [
  {
    path: "/",
    title: text("Overview", "概览"),
    menu: "look",
    isForMerchants: true,
    page: lazy(() => import("../overview/overview-page.js")),
  },
  {
    path: "/orders",
    title: text("Orders", "订单"),
    menu: "look",
    isForMerchants: true,
    page: lazy(() => import("../orders/orders-page.js")),
  },
  {
    path: "/orders/:id",
    title: text("Order", "订单"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../orders/order-page.js")),
  },
  {
    path: "/shipping",
    title: text("Shipping", "发货管理"),
    menu: "look",
    isForMerchants: true,
    page: lazy(() => import("../shipping/shipping-page.js")),
  },
  {
    path: "/shipping/:transaction_id",
    title: text("Payment", "支付单"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../shipping/trade-order-page.js")),
  },
  {
    path: "/events",
    title: text("Events", "事件"),
    menu: "look",
    isForMerchants: true,
    page: lazy(() => import("../events/events-page.js")),
  },
  {
    path: "/requests",
    title: text("Requests", "请求日志"),
    menu: "look",
    isForMerchants: true,
    page: lazy(() => import("../requests/requests-page.js")),
  },
  {
    path: "/requests/:rid",
    title: text("Request", "请求"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../requests/request-page.js")),
  },
  {
    path: "/apps",
    title: text("Apps", "应用"),
    menu: "work",
    isForMerchants: false,
    page: lazy(() => import("../apps/apps-page.js")),
  },
  {
    path: "/apps/:appid",
    title: text("App", "应用"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../apps/app-page.js")),
  },
  {
    path: "/reviews",
    title: text("Reviews", "接入审核"),
    menu: "work",
    isForMerchants: false,
    page: lazy(() => import("../reviews/reviews-page.js")),
  },
  {
    path: "/reviews/:appid",
    title: text("Review", "接入审核"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../reviews/review-page.js")),
  },
  {
    path: "/webhooks",
    title: text("Webhooks", "Webhook"),
    menu: "work",
    isForMerchants: true,
    page: lazy(() => import("../webhooks/webhooks-page.js")),
  },
  {
    path: "/webhooks/:id",
    title: text("Endpoint", "端点"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../webhooks/endpoint-page.js")),
  },
  {
    path: "/webhooks/:id/:event_id",
    title: text("Delivery", "投递"),
    menu: null,
    isForMerchants: true,
    page: lazy(() => import("../webhooks/delivery-page.js")),
  },
  {
    path: "/try",
    title: text("Try it", "接口调试"),
    menu: "work",
    isForMerchants: true,
    page: lazy(() => import("../try-it/try-it-page.js")),
  },
  {
    path: "/service-provider-orders",
    title: text("Provider orders", "服务商订单"),
    menu: "platform",
    isForMerchants: false,
    page: lazy(() => import("../service-provider/service-provider-page.js")),
  },
  {
    path: "/wechatpay",
    title: text("WeChat Pay", "微信支付"),
    menu: "platform",
    isForMerchants: false,
    page: lazy(() => import("../wechatpay/wechatpay-page.js")),
  },
  {
    path: "/settings",
    title: text("Settings", "设置"),
    menu: "platform",
    isForMerchants: false,
    page: lazy(() => import("../settings/settings-page.js")),
  },
  {
    path: "/keys",
    title: text("Keys and sessions", "密钥与会话"),
    menu: "platform",
    isForMerchants: false,
    role: "owner",
    page: lazy(() => import("../keys/keys-page.js")),
  },
  {
    path: "/buyers",
    title: text("Buyers' data", "买家数据"),
    menu: "platform",
    isForMerchants: false,
    role: "operator",
    page: lazy(() => import("../buyers/buyers-page.js")),
  },
  {
    path: "/audit",
    title: text("Audit trail", "操作记录"),
    menu: "platform",
    isForMerchants: false,
    page: lazy(() => import("../audit/audit-page.js")),
  },
] as const satisfies readonly Route[];

/** The pages that a session with this role sees. */
export const routesFor = (role: ConsoleRole): readonly Route[] =>
  (ROUTES as readonly Route[]).filter((route) => isSeenBy(role, route));
