/** The kinds of WeChat apps that can be registered. */
export const APP_KINDS = ["mini_program", "official_account", "service_provider"] as const;
export type AppKind = (typeof APP_KINDS)[number];

/** Whether each item needs its own link. If optional, an item without one uses the order's link. */
export const ITEM_LINKS = ["required", "optional"] as const;
export type ItemLinks = (typeof ITEM_LINKS)[number];

/**
 * The facts of the app that a call is for. An absent member is unknown, as in a check without a
 * server: the rules that need it are skipped.
 */
export interface RuleContext {
  readonly appid?: string;
  readonly kind?: AppKind;
  /** The app's merchant numbers. */
  readonly mchids?: readonly string[];
  readonly itemLinks?: ItemLinks;
  /** True: an upload to shipping information management has only members of the documents. */
  readonly isUploadStrict?: boolean;
  /** The third-party platform that calls. */
  readonly componentAppid?: string;
  /** The merchant of the authorizer_access_token that a platform's operation was called with. */
  readonly authorizerAppid?: string;
}
