import type { AppKind, ItemLinks, PermissionState, RuleContext } from "@dingdan/contract";

/** How often an app may call each interface. */
export interface Quotas {
  readonly perMinute: number;
  readonly perDay: number;
}

/** A merchant's or a service provider's app, as the platform keeps it. */
export interface App {
  readonly appid: string;
  readonly kind: AppKind;
  readonly name: string;
  readonly mchids: readonly string[];
  /** The secret itself is known to the app's owner alone. */
  readonly secretHash: string;
  readonly itemLinks: ItemLinks;
  /** Whether its business category is in the range for which the permission can be opened. */
  readonly isCategoryOpen: boolean;
  /** Addresses and ranges (`203.0.113.0/24`) from which it may fetch tokens; empty: from anywhere. */
  readonly ipWhitelist: readonly string[];
  /** Its own limits of calls; null: the platform's. */
  readonly quotas: Quotas | null;
  readonly permission: PermissionState;
  readonly agreementSignedAtMs: number | null;
  /** When the permission was last opened; null while it never was. */
  readonly openedAtMs: number | null;
  /** When the app's orders were first exposed to their buyers; null while they are not. */
  readonly approvedAtMs: number | null;
  /** The end of the window that the last review looked at; null before the first. */
  readonly reviewedUntilMs: number | null;
  /** When the platform reviews the app next; null when no review is due. */
  readonly reviewDueAtMs: number | null;
  /** The most recent finished review: `APPROVED`, `REJECTED: reason`, or empty. */
  readonly lastResult: string;
  readonly createdAtMs: number;
}

/** Buyers see an app's orders once its access review was passed, and while the permission stays open. */
export const isExposedToBuyers = (app: App): boolean => app.permission === "approved";

/** What the contract's rules ask of the app that a call is for. */
export const ruleContext = ({ appid, kind, mchids, itemLinks }: App) =>
  ({ appid, kind, mchids, itemLinks }) satisfies RuleContext;
