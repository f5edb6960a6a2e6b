import type { ErrorName } from "../error-catalogue.js";
import type { RuleContext } from "../rules/context.js";
import type { Unchecked } from "../rules/limits.js";
import type { Violation } from "../rules/violation.js";
import type { Infer, ObjectSchema } from "../schema.js";
import type { Text } from "../text.js";

/**
 * One interface of the wire, said once: the server's route, the SDK's method, the OpenAPI document,
 * the reference page and the command line's help are all read from it.
 */
export interface Operation {
  /** The documents' own name. */
  readonly name: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Other paths under which real clients call the same interface. */
  readonly aliasPaths?: readonly string[];
  readonly group:
    | "access-token"
    | "shopping-orders"
    | "service-provider"
    | "third-party"
    | "api-management";
  readonly summary: Text;
  readonly description: Text;
  /**
   * What a call carries in its query: nothing, the `access_token` of an app (its own, or one that a
   * platform got from it), or the `component_access_token` of a platform.
   */
  readonly credential: Credential;
  /** A platform's interface that an authorizer_access_token may call, too: for its own merchant. */
  readonly takesAuthorizerToken?: true;
  /** Where the parameters stand. With `body-optional`, no body at all is fine. */
  readonly parameters: "query" | "body" | "body-optional";
  readonly request: ObjectSchema;
  /** What a successful reply holds. */
  readonly reply: ObjectSchema;
  /** Third-party permission sets, any one of which lets a platform call for a merchant. */
  readonly permissionSets: readonly number[];
  /** What an app whose shopping-order permission is closed is answered; null: no permission needed. */
  readonly closedPermissionError: ErrorName | null;
  /** What a call with another HTTP method is answered. */
  readonly wrongMethodError: ErrorName;
  /** The errors of the interface itself, in answer order. */
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

/** The members of every reply of an interface that takes an access_token. */
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

/** Errors of every interface that takes an access_token, an authorizer's among them. */
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

/** Errors of every interface that takes a component_access_token. */
export const COMPONENT_TOKEN_ERROR_NAMES = [
  "ACCESS_TOKEN_MISSING",
  "INVALID_CREDENTIAL",
  "ACCESS_TOKEN_EXPIRED",
  "MUST_USE_COMPONENT_TOKEN",
] as const satisfies readonly ErrorName[];

/** Errors of every interface that demands a JSON body. */
export const BODY_ERROR_NAMES = [
  "EMPTY_BODY",
  "DATA_FORMAT_ERROR",
] as const satisfies readonly ErrorName[];
