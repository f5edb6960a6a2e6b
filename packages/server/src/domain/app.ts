import type { AppKind, ItemLinks, PermissionState, RuleContext } from "@dingdan/contract";
import type { StoredMessagePush } from "./message-push.js";
import type { TradeSettings } from "./trade/trade-order.js";

/** How often an app may call each interface; further calls are rejected. */
export interface Quotas {
  readonly perMinute: number;
  readonly perDay: number;
}

/** A merchant's or a service provider's app, as stored. */
export interface App {
  readonly appid: string;
  readonly kind: AppKind;
  readonly name: string;
  readonly mchids: readonly string[];
  /** Only the app's owner knows the secret itself. */
  readonly secretHash: string;
  readonly itemLinks: ItemLinks;
  /** True when the permission can be opened for the app's business category. */
  readonly isCategoryOpen: boolean;
  /** Addresses and ranges (`203.0.113.0/24`) from which it may fetch tokens; empty: any address. */
  readonly ipWhitelist: readonly string[];
  /** Paths of its mini program's pages that open from outside WeChat, as its owner has declared them. */
  readonly openPaths: readonly string[];
  /** Its own call limits; null: the platform's. */
  readonly quotas: Quotas | null;
  readonly permission: PermissionState;
  readonly agreementSignedAtMs: number | null;
  /** When the permission was last opened; null when it never was. */
  readonly openedAtMs: number | null;
  /** When the app's orders were first exposed to their buyers; null while they are not. */
  readonly approvedAtMs: number | null;
  /** The end of the last review's window; null before the first review. */
  readonly reviewedUntilMs: number | null;
  /** When the platform reviews the app next; null when no review is due. */
  readonly reviewDueAtMs: number | null;
  /** The most recent finished review: `APPROVED`, `REJECTED: reason`, or empty. */
  readonly lastResult: string;
  readonly createdAtMs: number;
  /** Its settings of shipping information management. */
  readonly trade: TradeSettings;
  /** The page that messages about shipping and receipt open; empty: WeChat's own. */
  readonly msgJumpPath: string;
  /** The page that the buyer's order centre opens, with `${商品订单号}`; empty when unset. */
  readonly orderDetailPath: string;
  /** Where its messages are pushed; null for nowhere. */
  readonly messagePush: StoredMessagePush | null;
}

/** What every app has of shipping information management at first: it is under management at once. */
export const NEW_APP_TRADE = {
  trade: {
    isAdmitted: true,
    isManaged: true,
    isCompleted: true,
    ingestionSeconds: 10,
    settleSeconds: 0,
    authorizedAtMs: 0,
    isPathAgreementSigned: true,
    isReceiptByBuyers: false,
    isUploadStrict: false,
    hasSetsOf2023: false,
    isControlled: false,
  },
  msgJumpPath: "",
  orderDetailPath: "",
  messagePush: null,
} as const satisfies Partial<App>;

/** True when buyers see the app's orders: its access review was passed, and the permission is open. */
export const isExposedToBuyers = (app: App): boolean => app.permission === "approved";

/** The properties of the called app that the contract's rules need. */
export const ruleContext = (
  { appid, kind, mchids, itemLinks, trade }: App,
  component: string | null = null,
) =>
  ({
    ...(component === null ? {} : { componentAppid: component }),
    appid,
    kind,
    mchids,
    itemLinks,
    isUploadStrict: trade.isUploadStrict,
  }) satisfies RuleContext;
