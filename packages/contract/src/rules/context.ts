/** The kinds of apps that WeChat knows and that may be registered. */
export const APP_KINDS = ["mini_program", "official_account", "service_provider"] as const;
export type AppKind = (typeof APP_KINDS)[number];

/** Whether each item must have a link of its own, or may go without and mean the order's. */
export const ITEM_LINKS = ["required", "optional"] as const;
export type ItemLinks = (typeof ITEM_LINKS)[number];

/**
 * What the rules know of the app that a call is for. A member that is left out is not known, as in
 * a check without a server: the rules that need it are passed over.
 */
export interface RuleContext {
  readonly appid?: string;
  readonly kind?: AppKind;
  /** The app's merchant numbers. */
  readonly mchids?: readonly string[];
  readonly itemLinks?: ItemLinks;
  /** The third-party platform that calls. */
  readonly componentAppid?: string;
  /** The merchant whose authorizer_access_token a platform's interface was called with. */
  readonly authorizerAppid?: string;
}
