import type { AppKind, ItemLinks, PermissionState } from "@dingdan/contract";

/** A merchant's or a service provider's app, as the platform keeps it. */
export interface App {
  readonly appid: string;
  readonly kind: AppKind;
  readonly name: string;
  readonly mchids: readonly string[];
  /** The secret itself is known to the app's owner alone. */
  readonly secretHash: string;
  readonly itemLinks: ItemLinks;
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
