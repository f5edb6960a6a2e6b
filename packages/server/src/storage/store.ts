import type { MatchState } from "@dingdan/contract";
import type { ReviewFigures, ReviewWindow } from "../domain/access-review.js";
import type { AccessToken, StableToken } from "../domain/access-token.js";
import type { App } from "../domain/app.js";
import type { Sku, Spu } from "../domain/goods.js";
import type {
  AssignmentChanges,
  AssignmentFacts,
  AssignmentKey,
} from "../domain/package-assignment.js";
import type { PackagePageQuery, PackageUsage } from "../domain/package-usage.js";
import type { PaymentOutcome } from "../domain/payment.js";
import type { QuotaGrant, QuotaRequest } from "../domain/quota.js";
import type { IncomingRefund, RefundDecision, StoredRefund } from "../domain/refund.js";
import type { NumberedRequest, RequestRecord } from "../domain/request-record.js";
import type { ResourcePackage, UseDecision } from "../domain/resource-package.js";
import type { SentUpload, SentUploadOutcome } from "../domain/sent-upload.js";
import type { MoveDecision, ServiceProviderOrder } from "../domain/service-provider-order.js";
import type {
  IncomingShipping,
  ShippingFacts,
  ShippingOutcome,
  StoredDelivery,
} from "../domain/shipping.js";
import type { OrderFacts, Payment, StoredUpload } from "../domain/stored-order.js";
import type { VerifyFacts } from "../domain/verify.js";
import type {
  AuthorizationStore,
  ComponentCredentialStore,
  ComponentEventStore,
  ComponentStore,
} from "./component-store.js";
import type {
  ConsoleSessionStore,
  OrderListStore,
  ReviewStore,
  StatisticsStore,
} from "./console-store.js";

/**
 * Where the platform keeps everything. A promise that a writing method answers is kept only after
 * the commit: what is answered is durable. Writes that arrive together commit together.
 * Decisions (the `decide…` functions of domain/) are taken inside the transaction that writes them.
 */
export interface Store {
  /** Whether several processes, on several hosts, may serve one database. */
  readonly isShared: boolean;
  readonly apps: AppStore;
  readonly accessTokens: AccessTokenStore;
  readonly orders: OrderStore;
  readonly refunds: RefundStore;
  readonly serviceProviderOrders: ServiceProviderOrderStore;
  readonly goods: GoodsStore;
  readonly resourcePackages: ResourcePackageStore;
  readonly buyerTokens: BuyerTokenStore;
  readonly components: ComponentStore;
  readonly componentCredentials: ComponentCredentialStore;
  readonly authorizations: AuthorizationStore;
  readonly componentEvents: ComponentEventStore;
  readonly quotas: QuotaStore;
  readonly settings: SettingStore;
  readonly requests: RequestStore;
  readonly consoleSessions: ConsoleSessionStore;
  readonly statistics: StatisticsStore;
  readonly reviews: ReviewStore;
  readonly orderLists: OrderListStore;
  /** How busy the storage is, as this process sees it. */
  metrics(): StoreMetrics;
  /** Rejects while the database cannot be read. */
  ping(): Promise<void>;
  /** Waits for what is being written, then closes. */
  close(): Promise<void>;
}

export interface StoreMetrics {
  /** Writes to orders that wait for the end of their commit. */
  readonly writesWaiting: number;
  /** How many threads were started to write to SQLite; null where there is none. */
  readonly writerStarts: number | null;
  /** Null where there is no server to connect to. */
  readonly connections: ConnectionMetrics | null;
}

/** The connections of this process to its database server. */
export interface ConnectionMetrics {
  /** Those that are open, and those of them that wait for work. */
  readonly total: number;
  readonly idle: number;
  /** Work that waits for a connection. */
  readonly waiting: number;
  /** How often something was done again, since the start. */
  readonly retries: number;
}

export interface AppStore {
  /** False when the appid is taken. */
  create(app: App): Promise<boolean>;
  find(appid: string): Promise<App | null>;
  /** By appid, after `afterAppid`. */
  list(page: { readonly afterAppid: string; readonly limit: number }): Promise<App[]>;
  /** Writes what `change` makes of the app, and answers it; null for an unknown appid. */
  change(appid: string, change: (app: App) => App): Promise<App | null>;
  /** The app whose review fell due first, at `nowMs` or before. */
  findDueReview(nowMs: number): Promise<App | null>;
}

export interface AccessTokenStore {
  find(tokenHash: string): Promise<AccessToken | null>;
  /**
   * Writes a new token and retires the app's others of its kind, from `othersRetireAtMs` on;
   * null lets them live to their own end. Tokens long dead are swept away.
   */
  issue(token: AccessToken, othersRetireAtMs: number | null): Promise<void>;
  /**
   * Takes the decision on an app's stable token and, when a new one is to be issued, writes it and
   * retires the others as {@link issue} does, in one commit.
   */
  changeStable<T>(
    appid: string,
    decide: (current: StableToken | null) => StableTokenChange<T>,
  ): Promise<T>;
}

export interface StableTokenChange<T> {
  /** What to answer. */
  readonly result: T;
  /** Absent when nothing changes. */
  readonly issued?: {
    readonly stable: StableToken;
    readonly token: AccessToken;
    readonly othersRetireAtMs: number | null;
  };
}

export interface OrderStore {
  /**
   * Judges an upload as it was sent, decides on it and stores it when the decision says so. The body
   * is judged on the thread that writes.
   */
  put(sent: SentUpload): Promise<SentUploadOutcome>;
  /** Takes the decision on a payment and writes it, with the uploads that it changes. */
  putPayment(payment: Payment): Promise<PaymentOutcome>;
  /** Takes the decision on an upload of logistics and, when it is to be stored, stores it. */
  putShipping(incoming: IncomingShipping): Promise<ShippingOutcome>;
  /** All that is stored about an order that is to be shipped. */
  findShippingFacts(
    app: { readonly appid: string; readonly mchids: readonly string[] },
    orderKey: string,
  ): Promise<ShippingFacts>;
  /** All that is stored about one order key of an app. */
  findFacts(appid: string, orderKey: string): Promise<OrderFacts>;
  /** The same, as far as it is asked whether an upload became an order. */
  findVerifyFacts(appid: string, orderKey: string): Promise<VerifyFacts>;
  /** The operator's search, newest first. */
  search(query: OrderQuery): Promise<NumberedOrder[]>;
  findOrder(appid: string, orderKey: string): Promise<NumberedOrder | null>;
  /** A buyer's matched orders, the latest payment first. */
  listOfBuyer(query: BuyerOrderQuery): Promise<NumberedOrder[]>;
  /** The same, of each only what a list shows. */
  summariesOfBuyer(query: BuyerOrderQuery): Promise<OrderSummary[]>;
  reviewFigures(appid: string, window: ReviewWindow, delayMaxMs: number): Promise<ReviewFigures>;
}

/** An upload with its payment, if that came, and its place in the operator's lists. */
export interface NumberedOrder {
  readonly number: number;
  readonly upload: StoredUpload;
  readonly payment: Payment | null;
  /** What was shipped of it. */
  readonly deliveries: readonly StoredDelivery[];
}

export interface OrderQuery {
  readonly appid?: string;
  readonly state?: MatchState;
  /** Any number of the order, whole: merchant_order_no, out_trade_no, transaction_id, openid. */
  readonly text?: string;
  readonly beforeNumber?: number;
  readonly limit: number;
}

export interface BuyerOrderQuery {
  readonly appid: string;
  readonly openid: string;
  /** Only those that are shipped, or only those that are not. */
  readonly isShipped?: boolean;
  /** Only those whose whole payment was refunded, or only those of which some was not. */
  readonly isRefunded?: boolean;
  readonly before?: { readonly paidAtMs: number; readonly number: number };
  readonly limit: number;
}

/** A buyer's order as lists show it. */
export interface OrderSummary {
  readonly number: number;
  readonly paidAtMs: number;
  /**
   * The upload's own summary, as UTF-8. Null when it does not hold any more, since something was
   * shipped of the order or refunded.
   */
  readonly summary: Buffer | null;
}

export interface RefundStore {
  /**
   * Takes the decision on a refund and writes it; with the last of them, that all of its payment was
   * refunded, on the payment and on its uploads.
   */
  put(incoming: IncomingRefund): Promise<RefundDecision>;
  /** The refunds of these payments of an app: payment by payment, the one that came first first. */
  ofPayments(appid: string, transactionIds: readonly string[]): Promise<StoredRefund[]>;
}

export interface ServiceProviderOrderStore {
  /** False when the orderId is taken. */
  create(order: ServiceProviderOrder): Promise<boolean>;
  /** An app's own order. */
  find(appid: string, orderId: string): Promise<ServiceProviderOrder | null>;
  /** Writes what `decide` allows; null for an unknown orderId. */
  move(
    orderId: string,
    decide: (order: ServiceProviderOrder) => MoveDecision,
  ): Promise<MoveDecision | null>;
  /** An order that waits for its payment since `createdUntilMs` or before; the oldest. */
  findUnpaid(createdUntilMs: number): Promise<ServiceProviderOrder | null>;
  /** An app's orders for one wholesale SPU, newest first, and how many there are in all. */
  list(query: {
    readonly appid: string;
    readonly spSpuId: string;
    readonly offset: number;
    readonly limit: number;
  }): Promise<{ readonly total: number; readonly orders: ServiceProviderOrder[] }>;
  /** An app's orders for one wholesale SPU that were paid, all of them, newest first. */
  listPaid(appid: string, spSpuId: string): Promise<ServiceProviderOrder[]>;
}

/** The goods of the service market, which are no app's own. What is stored of them never changes. */
export interface GoodsStore {
  /** False when the spuId is taken. */
  createSpu(spu: Spu): Promise<boolean>;
  findSpu(spuId: string): Promise<Spu | null>;
  /** By spuId, after `afterSpuId`. */
  listSpus(page: { readonly afterSpuId: string; readonly limit: number }): Promise<Spu[]>;
  /** False when the skuId is taken. */
  createSku(sku: Sku): Promise<boolean>;
  findSku(skuId: string): Promise<Sku | null>;
  /** By skuId, after `afterSkuId`; of one SPU, or of all. */
  listSkus(page: {
    readonly spuId?: string;
    readonly afterSkuId: string;
    readonly limit: number;
  }): Promise<Sku[]>;
  /** Every SKU of an SPU, by skuId. */
  skusOf(spuId: string): Promise<Sku[]>;
}

export interface ResourcePackageStore {
  /** False when the pkgId is taken. */
  create(pack: ResourcePackage): Promise<boolean>;
  /** The operator's list, newest first. */
  list(query: {
    readonly appid?: string;
    readonly spuId?: string;
    readonly beforeNumber?: number;
    readonly limit: number;
  }): Promise<NumberedPackage[]>;
  /**
   * Writes the use that `decide` allows, and counts it for the app's day (`YYYY-MM-DD`); null for an
   * unknown pkgId.
   */
  use(
    pkgId: string,
    given: { readonly count: string; readonly day: string },
    decide: (pack: ResourcePackage) => UseDecision,
  ): Promise<UseDecision | null>;
  /** An app's packages of one SPU, newest first, with their sums. */
  usageOfApp(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage>;
  /** The same of the packages that a provider assigned, and of those that are its own. */
  usageOfProvider(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage>;
  /** What an app used of an SPU on each day from `sinceDay` on that saw any use. */
  usesOfDays(appid: string, spuId: string, sinceDay: string): Promise<string[]>;
  findAssignment(key: AssignmentKey): Promise<AssignmentFacts>;
  /** Takes a decision on an assignment and writes its changes, in one commit. */
  changeAssignment<D extends { readonly changes: AssignmentChanges | null }>(
    key: AssignmentKey,
    decide: (facts: AssignmentFacts) => D,
  ): Promise<D>;
  /** The events of assignments, newest first; of one provider, or of all. */
  listEvents(query: {
    readonly appid?: string;
    readonly beforeNumber?: number;
    readonly limit: number;
  }): Promise<NumberedEvent[]>;
}

/** A package with its place in the operator's lists. */
export interface NumberedPackage {
  readonly number: number;
  readonly package: ResourcePackage;
}

/** An event of an assignment with its place in the operator's lists. */
export type NumberedEvent = AssignmentChanges["event"] & { readonly number: number };

/** What opens a buyer's pages: a one-time `link`, or the `session` that it was spent for. */
export interface BuyerToken {
  readonly tokenHash: string;
  readonly purpose: "link" | "session";
  /** Whose orders it shows, in each app: one person is another openid to each. At least one. */
  readonly buyers: readonly Buyer[];
  /** A merchant's look at what its buyer will see, before the app is approved. */
  readonly isPreview: boolean;
  readonly expiresAtMs: number;
}

/** Whose orders are shown. */
export interface Buyer {
  readonly appid: string;
  readonly openid: string;
}

export interface BuyerTokenStore {
  /** Deletes what has expired by `nowMs`, and answers how many. */
  sweep(nowMs: number): Promise<number>;
  put(token: BuyerToken): Promise<void>;
  find(tokenHash: string): Promise<BuyerToken | null>;
  /** Deletes a token, if it is there. */
  delete(tokenHash: string): Promise<void>;
  /**
   * Spends a link: takes it away and writes the session that `open` makes of it, in one commit.
   * Null when there is no such link, or no more: of two that spend one link, one gets null.
   */
  spend(
    linkHash: string,
    open: (link: BuyerToken) => BuyerToken | null,
  ): Promise<BuyerToken | null>;
}

/** How often apps have called each interface; all processes count together. */
export interface QuotaStore {
  /** Grants calls of a minute, and counts them: fewer the less is left, and none beyond the limits. */
  take(appid: string, operation: string, request: QuotaRequest): Promise<QuotaGrant>;
}

export interface SettingStore {
  get(name: string): Promise<string | null>;
  put(name: string, value: string): Promise<void>;
  /** Writes what `change` makes of a value, null at first, and answers it: nobody comes between. */
  change(name: string, change: (value: string | null) => string): Promise<string>;
}

/** The request log. */
export interface RequestStore {
  /**
   * Writes calls in a commit of their own. Unlike every other write this one need not survive a
   * failing machine: a lost log is no lost order, and nobody waits for it.
   */
  append(records: readonly RequestRecord[]): Promise<void>;
  find(rid: string): Promise<NumberedRequest | null>;
  list(query: RequestQuery): Promise<NumberedRequest[]>;
  /** The number of the call that was written last; 0 while there is none. */
  lastNumber(): Promise<number>;
  /**
   * Deletes calls that came before `beforeMs`, at most `limit` of them, the oldest first.
   * @returns how many were deleted: fewer than `limit` when no more are left
   */
  deleteBefore(beforeMs: number, limit: number): Promise<number>;
}

export interface RequestQuery {
  readonly rid?: string;
  readonly appid?: string;
  readonly errcode?: number;
  /** Calls about the order with this key; of one app, named with it. */
  readonly orderKey?: string;
  /** Newest first, from before this number on; or oldest first, from after it on. */
  readonly from: { readonly before: number } | { readonly after: number };
  readonly limit: number;
}
