import type { OPERATIONS, Operation, ReplyOf, RequestOf } from "@dingdan/contract";

/** What uploads the shopping details of one payment: `uploadShoppingInfo`. */
export type UploadShoppingInfoRequest = RequestOf<typeof OPERATIONS.uploadShoppingInfo>;
export type UploadShoppingInfoReply = ReplyOf<typeof OPERATIONS.uploadShoppingInfo>;

/** Names the payment, in one of two forms. */
export type OrderKey = UploadShoppingInfoRequest["order_key"];
/** One merchant order of an upload. */
export type MerchantOrder = UploadShoppingInfoRequest["order_list"][number];
/** One item of a merchant order; `unit_price` is in fen. */
export type Item = MerchantOrder["item_list"][number];
/** Where a tap on an order or an item leads. */
export type Link = MerchantOrder["order_detail_jump_link"];

/** What asks whether an upload became a shopping order: `shoppingInfoVerifyUploadResult`. */
export type VerifyUploadResultRequest = RequestOf<typeof OPERATIONS.shoppingInfoVerifyUploadResult>;
export type VerifyUploadResultReply = ReplyOf<typeof OPERATIONS.shoppingInfoVerifyUploadResult>;

export type ConfirmProductPermissionReply = ReplyOf<typeof OPERATIONS.confirmProductPermission>;

/** What looks up a service provider's order: `getOrder`. */
export type GetOrderRequest = RequestOf<typeof OPERATIONS.getOrder>;
export type GetOrderReply = ReplyOf<typeof OPERATIONS.getOrder>;
/** A service provider's order for a resource pack. */
export type ServiceProviderOrder = GetOrderReply["order"];

/** What lists a service provider's orders for one wholesale SPU: `queryOrderList`. */
export type QueryOrderListRequest = RequestOf<typeof OPERATIONS.queryOrderList>;
export type QueryOrderListReply = ReplyOf<typeof OPERATIONS.queryOrderList>;

/** What lists the retail SKUs that an order converts to: `getConvertibleSkus`. */
export type GetConvertibleSkusRequest = RequestOf<typeof OPERATIONS.getConvertibleSkus>;
export type GetConvertibleSkusReply = ReplyOf<typeof OPERATIONS.getConvertibleSkus>;
export type ConvertibleSku = GetConvertibleSkusReply["skuList"][number];

/** What assigns a resource package: `assignPackage`; the same orderId and requestId are one request. */
export type AssignPackageRequest = RequestOf<typeof OPERATIONS.assignPackage>;
/** What takes an assigned package back: `cancelAssign`. */
export type CancelAssignRequest = RequestOf<typeof OPERATIONS.cancelAssign>;

/** What looks up a service provider's packages: `getSPUsageDetail`. */
export type GetSPUsageDetailRequest = RequestOf<typeof OPERATIONS.getSPUsageDetail>;
export type GetSPUsageDetailReply = ReplyOf<typeof OPERATIONS.getSPUsageDetail>;

/** What looks up an app's packages: `getUsageDetail`. */
export type GetUsageDetailRequest = RequestOf<typeof OPERATIONS.getUsageDetail>;
export type GetUsageDetailReply = ReplyOf<typeof OPERATIONS.getUsageDetail>;

/** What looks up an app's recent use: `getRecentAverageUsage`. */
export type GetRecentAverageUsageRequest = RequestOf<typeof OPERATIONS.getRecentAverageUsage>;
export type GetRecentAverageUsageReply = ReplyOf<typeof OPERATIONS.getRecentAverageUsage>;

/** A request as a method takes it: it is never written to, so frozen and `as const` values fit too. */
export type ReadonlyRequestOf<O extends Operation> = DeepReadonly<RequestOf<O>>;

type DeepReadonly<T> = T extends object ? { readonly [Name in keyof T]: DeepReadonly<T[Name]> } : T;
