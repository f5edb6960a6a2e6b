import type {
  ERASURE_REMAINS_TEXTS,
  MatchState,
  OperationKey,
  PaidOrderStatus,
} from "@dingdan/contract";
import type { ReviewFigures, ReviewWindow } from "../domain/access-review.js";
import type { AccessToken, StableToken } from "../domain/access-token.js";
import type { App } from "../domain/app.js";
import type { Buyer } from "../domain/buyer-data/buyer.js";
import type { Sku, Spu } from "../domain/goods.js";
import type {
  AssignmentChanges,
  AssignmentFacts,
  AssignmentKey,
} from "../domain/package-assignment.js";
import type { PackagePageQuery, PackageUsage } from "../domain/package-usage.js";
import type { IncomingPayment, PaymentOutcome } from "../domain/payment.js";
import type { QuotaGrant, QuotaRequest } from "../domain/quota.js";
import type { IncomingRefund, RefundDecision, StoredRefund } from "../domain/refund.js";
import type { NumberedRequest, RequestRecord } from "../domain/request-record.js";
import type { ResourcePackage, UseDecision } from "../domain/resource-package.js";
import type { ReviewDecision } from "../domain/review-history.js";
import type { SentUpload, SentUploadOutcome } from "../domain/sent-upload.js";
import type { MoveDecision, ServiceProviderOrder } from "../domain/service-provider-order.js";
import type {
  IncomingShipping,
  ShippingFacts,
  ShippingOutcome,
  StoredDelivery,
} from "../domain/shipping.js";
import type { OrderFacts, Payment, StoredUpload } from "../domain/stored-order.js";
import type { AppMessage } from "../domain/trade/trade-order.js";
import type { VerifyFacts } from "../domain/verify.js";
import type { AdminKeyStore } from "./admin-key-store.js";
import type { AppMessageStore } from "./app-message-store.js";
import type { AuditStore } from "./audit-store.js";
import type { BuyerDataStore } from "./buyer-data-store.js";
import type {
  AuthorizationStore,
  ComponentCredentialStore,
  ComponentEventStore,
  ComponentStore,
} from "./component-store.js";
import type {
  AttentionCountStore,
  ConsoleSessionStore,
  OrderListStore,
  ReviewStore,
  StatisticsStore,
} from "./console-store.js";
import type { DurabilityCheck } from "./durability.js";
import type { EventStore } from "./event-store.js";
import type { GuessStore } from "./guess-store.js";
import type { OldOrderStore } from "./old-order-store.js";
import type { TradeOrderStore } from "./trade-store.js";
import type { UpgradeStore } from "./upgrade-store.js";
import type { WebhookStore } from "./webhook-store.js";
import type { EarlyRefundStore, WeChatPayStore } from "./wechatpay-store.js";

export type { Buyer };

/**
 * The platform's database. The promise of a writing method resolves only after the commit, so its
 * result is durable. Writes that arrive together commit together. A decision (a `decide…` function of
 * domain/) is made inside the transaction that writes it.
 */
export interface Store {
  /** Whether several processes, on several hosts, may serve one database. */
  readonly isShared: boolean;
  readonly apps: AppStore;
  readonly accessTokens: AccessTokenStore;
  readonly orders: OrderStore;
  readonly refunds: RefundStore;
  readonly contradictions: ContradictionStore;
  readonly earlyRefunds: EarlyRefundStore;
  readonly serviceProviderOrders: ServiceProviderOrderStore;
  readonly tradeOrders: TradeOrderStore;
  readonly appMessages: AppMessageStore;
  readonly events: EventStore;
  readonly goods: GoodsStore;
  readonly resourcePackages: ResourcePackageStore;
  readonly buyerData: BuyerDataStore;
  readonly buyerTokens: BuyerTokenStore;
  readonly components: ComponentStore;
  readonly componentCredentials: ComponentCredentialStore;
  readonly authorizations: AuthorizationStore;
  readonly componentEvents: ComponentEventStore;
  readonly quotas: QuotaStore;
  readonly settings: SettingStore;
  readonly requests: RequestStore;
  readonly adminKeys: AdminKeyStore;
  readonly attentionCounts: AttentionCountStore;
  readonly audit: AuditStore;
  readonly consoleSessions: ConsoleSessionStore;
  readonly statistics: StatisticsStore;
  readonly reviews: ReviewStore;
  readonly orderLists: OrderListStore;
  readonly oldOrders: OldOrderStore;
  readonly upgrades: UpgradeStore;
  readonly guesses: GuessStore;
  readonly webhooks: WebhookStore;
  readonly wechatpay: WeChatPayStore;
  /** How busy the storage is, as this process sees it. */
  metrics(): StoreMetrics;
  /** Rejects when the database cannot be read. */
  checkRead(): Promise<void>;
  /** Commits a small write, in the same way as an upload. Rejects when the database cannot be written. */
  checkWrite(): Promise<void>;
  /** What the durability of acknowledged writes rests on, as it is now. */
  durability(): Promise<DurabilityCheck[]>;
  /**
   * Removes the bytes of deleted rows from the database's own files, as far as this can be done while it
   * runs. Returns where some may remain.
   */
  overwriteDeleted(): Promise<readonly DeletedBytes[]>;
  /** Waits for the writes in progress, then closes. */
  close(): Promise<void>;
}

/** Where bytes of deleted rows may remain, as receipts of erasures name it. */
export type DeletedBytes = Extract<
  keyof typeof ERASURE_REMAINS_TEXTS,
  "write_ahead_log" | "dead_rows" | "slack_of_earlier_versions"
>;

/** The reports that contradict a recorded payment. A payment keeps the latest. */
export interface ContradictionStore {
  /**
   * Marks the payment of a transaction, or of one part of a combined payment, with a contradiction: it
   * needs attention. Marks nothing when no payment has this number.
   */
  note(transactionId: string, contradiction: NonNullable<Payment["contradiction"]>): Promise<void>;
  /** Forgets the contradiction of a payment: a person has handled it. */
  clear(payment: Pick<Payment, "appid" | "id">): Promise<void>;
}

export interface StoreMetrics {
  /** Writes to orders that wait for the end of their commit. */
  readonly writesWaiting: number;
  /** The same, as a mean of the last moments. */
  readonly writesRecentlyWaiting: number;
  /** How many writer threads were started; null for an engine without one. */
  readonly writerStarts: number | null;
  /** Null for an engine without a server. */
  readonly connections: ConnectionMetrics | null;
}

/** The connections of this process to its database server. */
export interface ConnectionMetrics {
  /** How many connections are open, and how many of those are idle. */
  readonly total: number;
  readonly idle: number;
  /** How many jobs wait for a connection. */
  readonly waiting: number;
  /** How many retries there were since the start. */
  readonly retries: number;
}

export interface PermissionChange {
  readonly app: App;
  /** Absent when no review was decided. */
  readonly review?: ReviewDecision;
}

export interface AppStore {
  /** False when the appid is taken. */
  create(app: App): Promise<boolean>;
  find(appid: string): Promise<App | null>;
  /** In the order of their appids, after `afterAppid`. */
  list(page: { readonly afterAppid: string; readonly limit: number }): Promise<App[]>;
  /**
   * Writes what `change` makes of the app, and queues the messages about it in the same commit. Returns the
   * app; null for an unknown appid.
   * @param messagesOf the messages to the app's message URL that the change causes
   * @throws when `change` changes the permission: {@link changePermission} also records the event
   */
  change(
    appid: string,
    change: (app: App) => App,
    messagesOf?: (before: App, after: App) => readonly AppMessage[],
  ): Promise<App | null>;
  /**
   * Writes what `decide` makes of the app, the review that it decides, and their events, in one commit.
   * @param atMs when the permission changes
   * @returns the app as it was written; null for an unknown appid, and when `decide` returns null
   */
  changePermission(
    appid: string,
    atMs: number,
    decide: (app: App) => PermissionChange | null,
  ): Promise<App | null>;
  /** The app whose review became due first, at `nowMs` or before. */
  findDueReview(nowMs: number): Promise<App | null>;
}

export interface AccessTokenStore {
  find(tokenHash: string): Promise<AccessToken | null>;
  /**
   * Writes a new token. The app's other tokens of its kind retire at `othersRetireAtMs`; with null they
   * stay valid until they expire. Tokens that expired long ago are deleted.
   */
  issue(token: AccessToken, othersRetireAtMs: number | null): Promise<void>;
  /**
   * Makes the decision on an app's stable token and, when a new one is to be issued, writes it and
   * retires the others as {@link issue} does, in one commit.
   */
  changeStable<T>(
    appid: string,
    decide: (current: StableToken | null) => StableTokenChange<T>,
  ): Promise<T>;
}

export interface StableTokenChange<T> {
  /** What `changeStable` returns. */
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
   * Checks an upload as it was sent, decides on it and stores it when the decision says so. The thread
   * that writes also checks the body.
   */
  put(sent: SentUpload): Promise<SentUploadOutcome>;
  /** Makes the decision on a report of a payment and writes it, with the uploads that it changes. */
  putPayment(payment: IncomingPayment): Promise<PaymentOutcome>;
  /** Makes the decision on an upload of logistics and stores it when the decision says so. */
  putShipping(incoming: IncomingShipping): Promise<ShippingOutcome>;
  /** Everything stored about an order that is to be shipped. */
  findShippingFacts(
    app: { readonly appid: string; readonly mchids: readonly string[] },
    orderKey: string,
  ): Promise<ShippingFacts>;
  /** Everything stored about one order key of an app. */
  findFacts(appid: string, orderKey: string): Promise<OrderFacts>;
  /** The part of it that shows whether an upload became an order. */
  findVerifyFacts(appid: string, orderKey: string): Promise<VerifyFacts>;
  /** The operator's search, newest first. */
  search(query: OrderQuery): Promise<NumberedOrder[]>;
  findOrder(appid: string, orderKey: string): Promise<NumberedOrder | null>;
  /** A buyer's matched orders, the latest payment first. */
  listOfBuyer(query: BuyerOrderQuery): Promise<NumberedOrder[]>;
  /** The same orders, but of each only the part that a list shows. */
  summariesOfBuyer(query: BuyerOrderQuery): Promise<OrderSummary[]>;
  reviewFigures(appid: string, window: ReviewWindow, delayMaxMs: number): Promise<ReviewFigures>;
}

/** An upload with its payment, if that arrived, and its place in the operator's lists. */
export interface NumberedOrder {
  readonly number: number;
  readonly upload: StoredUpload;
  readonly payment: Payment | null;
  /** The parts of the order that were shipped. */
  readonly deliveries: readonly StoredDelivery[];
}

export interface OrderQuery {
  readonly appid?: string;
  readonly state?: MatchState;
  /** Any complete number of the order: merchant_order_no, out_trade_no, transaction_id, openid. */
  readonly text?: string;
  readonly beforeNumber?: number;
  readonly limit: number;
}

export interface BuyerOrderQuery {
  readonly appid: string;
  readonly openid: string;
  /** Only orders with this status; see `PAID_CONDITIONS`. */
  readonly status?: PaidOrderStatus;
  readonly before?: { readonly paidAtMs: number; readonly number: number };
  readonly limit: number;
}

/** The part of a buyer's order that lists show. */
export interface OrderSummary {
  readonly number: number;
  readonly paidAtMs: number;
  /**
   * The upload's stored summary, as UTF-8. Null when it is out of date, because a part of the order was
   * shipped or refunded.
   */
  readonly summary: Buffer | null;
}

export interface RefundStore {
  /**
   * Makes the decision on a refund and writes it, with the progress of the payment's refunds, which its
   * uploads store as well.
   */
  put(incoming: IncomingRefund): Promise<RefundDecision>;
  /** The refunds of these payments of an app, in the order of their arrival. */
  ofPayments(appid: string, paymentIds: readonly string[]): Promise<StoredRefund[]>;
  /**
   * A page of the refunds whose state can change, in progress or abnormal, with their payments, in the order
   * of their first report.
   */
  unfinished(page: { readonly after: RefundPosition; readonly limit: number }): Promise<{
    readonly found: readonly { readonly refund: StoredRefund; readonly payment: Payment }[];
    /** Where the next page begins; null at the end. */
    readonly next: RefundPosition | null;
  }>;
}

/** The last refund of a page. */
export interface RefundPosition {
  readonly receivedAtMs: number;
  readonly refundId: string;
}

export interface ServiceProviderOrderStore {
  /** False when the orderId is taken. */
  create(order: ServiceProviderOrder): Promise<boolean>;
  /** An order of this app. */
  find(appid: string, orderId: string): Promise<ServiceProviderOrder | null>;
  /** Writes what `decide` allows; null for an unknown orderId. */
  move(
    orderId: string,
    decide: (order: ServiceProviderOrder) => MoveDecision,
  ): Promise<MoveDecision | null>;
  /** The oldest unpaid order, if it was created at `createdUntilMs` or before. */
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

/** The goods of the service market, which belong to no app. Stored goods never change. */
export interface GoodsStore {
  /** False when the spuId is taken. */
  createSpu(spu: Spu): Promise<boolean>;
  findSpu(spuId: string): Promise<Spu | null>;
  /** In the order of their spuIds, after `afterSpuId`. */
  listSpus(page: { readonly afterSpuId: string; readonly limit: number }): Promise<Spu[]>;
  /** False when the skuId is taken. */
  createSku(sku: Sku): Promise<boolean>;
  findSku(skuId: string): Promise<Sku | null>;
  /** In the order of their skuIds, after `afterSkuId`; of one SPU, or of all. */
  listSkus(page: {
    readonly spuId?: string;
    readonly afterSkuId: string;
    readonly limit: number;
  }): Promise<Sku[]>;
  /** Every SKU of an SPU, in the order of their skuIds. */
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
   * Writes the use that `decide` allows, counts it for the app's day (`YYYY-MM-DD`), and records the event
   * of a package that is used up; null for an unknown pkgId.
   */
  use(
    pkgId: string,
    given: { readonly count: string; readonly day: string; readonly nowMs: number },
    decide: (pack: ResourcePackage) => UseDecision,
  ): Promise<UseDecision | null>;
  /** An app's packages of one SPU, newest first, with their sums. */
  usageOfApp(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage>;
  /** The same for the packages that a provider assigned, and for its own packages. */
  usageOfProvider(appid: string, spuId: string, page: PackagePageQuery): Promise<PackageUsage>;
  /** How much of an SPU an app used, one value for each day since `sinceDay` with any use. */
  usesOfDays(appid: string, spuId: string, sinceDay: string): Promise<string[]>;
  findAssignment(key: AssignmentKey): Promise<AssignmentFacts>;
  /** Makes a decision on an assignment and writes its changes, in one commit. */
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

/** A token for a buyer's pages: a one-time `link`, or the `session` that the link was exchanged for. */
export interface BuyerToken {
  readonly tokenHash: string;
  readonly purpose: "link" | "session";
  /** The buyers whose orders it shows, at least one: a person has a different openid in each app. */
  readonly buyers: readonly Buyer[];
  /** True when it shows a merchant a preview of the buyer's pages, before the app is approved. */
  readonly isPreview: boolean;
  readonly expiresAtMs: number;
}

export interface BuyerTokenStore {
  /** Deletes the tokens that have expired by `nowMs`, and returns how many. */
  sweep(nowMs: number): Promise<number>;
  put(token: BuyerToken): Promise<void>;
  find(tokenHash: string): Promise<BuyerToken | null>;
  /** Deletes a token, if it exists. */
  delete(tokenHash: string): Promise<void>;
  /** Whether a buyer of an app is signed in at `nowMs`. It reads all tokens: for a sandbox. */
  hasSession(appid: string, nowMs: number): Promise<boolean>;
  /** Deletes the links and sessions of a buyer, those of several apps too, and returns how many. */
  deleteOfBuyer(buyer: Buyer): Promise<number>;
  /**
   * Spends a link: deletes it and writes the session that `open` makes of it, in one commit.
   * Null when there is no such link: of two calls that spend one link, one gets null.
   */
  spend(
    linkHash: string,
    open: (link: BuyerToken) => BuyerToken | null,
  ): Promise<BuyerToken | null>;
}

/** How often apps have called each interface; all processes count together. */
export interface QuotaStore {
  /** Grants calls of a minute and counts them: fewer when little is left, and never more than the limits. */
  take(appid: string, operation: string, request: QuotaRequest): Promise<QuotaGrant>;
}

export interface SettingStore {
  get(name: string): Promise<string | null>;
  put(name: string, value: string): Promise<void>;
  /** The settings whose names begin with `start`, in the order of their names, after the name `after`. */
  list(page: {
    readonly start: string;
    readonly after: string;
    readonly limit: number;
  }): Promise<{ readonly name: string; readonly value: string }[]>;
  /** Atomically replaces a value, null at first, with what `change` makes of it, and returns that. */
  change(name: string, change: (value: string | null) => string): Promise<string>;
}

/** The request log. */
export interface RequestStore {
  /**
   * Writes calls in a separate commit. Unlike most writes, these may be lost when the machine fails:
   * they hold no orders, and no caller waits for them.
   */
  append(records: readonly RequestRecord[]): Promise<void>;
  find(rid: string): Promise<NumberedRequest | null>;
  list(query: RequestQuery): Promise<NumberedRequest[]>;
  /** The number of the call that was written last; 0 while there is none. */
  lastNumber(): Promise<number>;
  /**
   * Deletes calls that arrived before `beforeMs`, at most `limit` of them, the oldest first.
   * @returns how many were deleted: fewer than `limit` when no more are left
   */
  deleteBefore(beforeMs: number, limit: number): Promise<number>;
}

export interface RequestQuery {
  readonly rid?: string;
  readonly appid?: string;
  readonly errcode?: number;
  /** Calls about the order with this key; `appid` must be set as well. */
  readonly orderKey?: string;
  /** Calls whose openid has one of these keyed hashes. */
  readonly openidHashes?: readonly string[];
  readonly operation?: OperationKey;
  /** Only calls that were rejected. */
  readonly isRejected?: boolean;
  /** Calls that arrived at `fromMs` or later, and before `toMs`. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** The calls before this number, newest first; or the calls after it, oldest first. */
  readonly from: { readonly before: number } | { readonly after: number };
  readonly limit: number;
}
