import type { ErrorName } from "../error-catalogue.js";
import type { RuleContext } from "../rules/context.js";
import type { Unchecked } from "../rules/limits.js";
import type { Violation } from "../rules/violation.js";
import type { Infer, ObjectSchema } from "../schema.js";
import type { Text } from "../text.js";

/**
 * One operation of the wire, and the only description of it: the server's route, the SDK method, the
 * OpenAPI document, the reference page and the CLI help are generated from it.
 */
export interface Operation {
  /** The name in WeChat's documents. */
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Other paths that clients use for the same operation. */
  readonly aliasPaths?: readonly string[];
  readonly group:
    | "access-token"
    | "shopping-orders"
    | "shipping-management"
    | "service-provider"
    | "third-party"
    | "api-management";
  readonly summary: Text;
  readonly description: Text;
  /**
   * The token in the query: none, the `access_token` of an app (its own, or one that a platform
   * obtained from it), or the `component_access_token` of a platform.
   */
  readonly credential: Credential;
  /** True: a platform's operation also accepts an authorizer_access_token, for that token's merchant. */
  readonly takesAuthorizerToken?: true;
  /** Where the parameters are. With `body-optional`, the body may be absent. */
  readonly parameters: "query" | "body" | "body-optional";
  readonly request: ObjectSchema;
  /** The schema of a successful reply. */
  readonly reply: ObjectSchema;
  /** Permission sets; a merchant that grants any one of them lets a platform make this call. */
  readonly permissionSets: readonly number[];
  /** The sets instead of these for an app with the setting `permission_sets_of_2023`. */
  readonly permissionSetsOf2023?: readonly number[];
  /**
   * The error for a platform without any of the sets.
   * @default "API_NOT_GRANTED_TO_COMPONENT"
   */
  readonly notGrantedError?: ErrorName;
  /**
   * The error for a call with a platform's own token, where an app's is needed.
   * @default "MUST_USE_ACCOUNT_TOKEN"
   */
  readonly platformTokenError?: ErrorName;
  /** True: a platform that calls for a merchant must call from an address of its IP whitelist. */
  readonly needsListedAddress?: true;
  /**
   * The error for an app that calls too often within a minute.
   * @default "MINUTE_QUOTA_REACHED"
   */
  readonly minuteQuotaError?: ErrorName;
  /** The error for an app whose shopping-order permission is closed; null: no permission needed. */
  readonly closedPermissionError: ErrorName | null;
  /** The error for a call with another HTTP method. */
  readonly wrongMethodError: ErrorName;
  /** The errors that the operation returns, in answer order. */
  readonly errors: readonly ErrorName[];
  /** Yields every broken rule of a request, in answer order. */
  readonly violations: (request: Unchecked, context: RuleContext) => Iterable<Violation>;
  readonly example: { readonly request: unknown; readonly reply: unknown };
}

export type Credential = "none" | "access_token" | "component_access_token";

/** The type of an operation's request. */
export type RequestOf<O extends Operation> = Infer<O["request"]>;
/** The type of an operation's successful reply. */
export type ReplyOf<O extends Operation> = Infer<O["reply"]>;

/** The members of every reply of an operation that takes an access_token. */
export const ENVELOPE_PROPERTIES = {
  errcode: { type: "integer", const: 0 },
  errmsg: { type: "string" },
} as const satisfies ObjectSchema["properties"];

export const ENVELOPE_SCHEMA = {
  type: "object",
  properties: ENVELOPE_PROPERTIES,
  required: ["errcode", "errmsg"],
} as const satisfies ObjectSchema;

export const NO_PARAMETERS = { type: "object", properties: {} } as const satisfies ObjectSchema;

/** Errors of every operation that takes an access_token or an authorizer_access_token. */
export const ACCESS_TOKEN_ERROR_NAMES = [
  "ACCESS_TOKEN_MISSING",
  "INVALID_CREDENTIAL",
  "ACCESS_TOKEN_EXPIRED",
  "MUST_USE_ACCOUNT_TOKEN",
  "COMPONENT_NOT_AUTHORIZED",
  "API_NOT_GRANTED_TO_COMPONENT",
  "MINUTE_QUOTA_REACHED",
  "DAILY_QUOTA_REACHED",
] as const satisfies readonly ErrorName[];

/** Errors of every operation that takes a component_access_token. */
export const COMPONENT_TOKEN_ERROR_NAMES = [
  "ACCESS_TOKEN_MISSING",
  "INVALID_CREDENTIAL",
  "ACCESS_TOKEN_EXPIRED",
  "MUST_USE_COMPONENT_TOKEN",
] as const satisfies readonly ErrorName[];

/** Errors of every operation that requires a JSON body. */
export const BODY_ERROR_NAMES = [
  "EMPTY_BODY",
  "DATA_FORMAT_ERROR",
] as const satisfies readonly ErrorName[];
