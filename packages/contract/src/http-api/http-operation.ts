import type { AnySchema, ObjectSchema } from "../schema.js";
import type { Text } from "../text.js";
import type { AdminRole } from "./admin-roles.js";

/** The path prefix of the operator's interface. */
export const ADMIN_PREFIX = "/admin/v1";
/** The path prefix of the console's sign-in and sign-out. */
export const CONSOLE_PREFIX = "/console/v1";
/** The path prefix of the buyer's interface. */
export const BUYER_PREFIX = "/buyer/v1";

/**
 * One operation of the operator's or the buyer's interface. Unlike the wire, it uses HTTP statuses,
 * and errors are `application/problem+json` (RFC 9457).
 */
export interface HttpOperation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the interface's prefix, with `:name` for a part that varies. */
  readonly path: string;
  readonly summary: Text;
  readonly query?: ObjectSchema;
  readonly body?: ObjectSchema;
  /** True: the body is validated by the rules of the wire operation, not by a schema. */
  readonly wireBody?: true;
  readonly reply: ObjectSchema | AnySchema;
  /** The media types of a reply that is a file instead of JSON. */
  readonly replyTypes?: readonly string[];
  /** The status of success. @default 200 */
  readonly status?: 200 | 201;
  /** The meaning of each error status. */
  readonly problems: Readonly<Record<number, Text>>;
  /**
   * The least role of an admin key that may make the call.
   * @default "read_only" for GET, "operator" for other methods
   */
  readonly role?: AdminRole;
  /** What the audit trail records of it. @default see {@link auditRuleOf} */
  readonly audit?: AuditRule;
  /** What a merchant's session may do with an operation of the operator's interface; absent: nothing. */
  readonly merchant?: MerchantAccess;
}

/**
 * What the audit trail records of a call that was authorised. It records any call that was not.
 * - `act`: that it began and how it ended, whatever the answer;
 * - `refusal`: only that it was refused; for reports of machines, which are data with a time of their own;
 * - `nothing`: it changes nothing and takes nothing away.
 */
export type AuditRule = "act" | "refusal" | "nothing";

/** By default, a call that changes something is an act, and any other leaves nothing. */
export const auditRuleOf = (operation: HttpOperation): AuditRule =>
  operation.audit ?? (neededRole(operation) === "read_only" ? "nothing" : "act");

/** The least role that an operation of the operator's interface needs. */
export const neededRole = ({ role, method }: HttpOperation): AdminRole =>
  role ?? (method === "GET" ? "read_only" : "operator");

/**
 * A merchant may access only its own app.
 * - `appid-in-path`: the path's `:appid` must be its own;
 * - `appid-in-query`: the query's `appid` must be its own, and is by default;
 * - `order-in-path`: the path's `:id` must be an order of its app;
 * - `anything`: the reply contains no app's data.
 */
export interface MerchantAccess {
  readonly reach: "appid-in-path" | "appid-in-query" | "order-in-path" | "anything";
  /** Members of the body that a merchant may send; absent: all. */
  readonly members?: readonly string[];
}

/** The path names the merchant's app. */
export const OWN_APP = { reach: "appid-in-path" } as const satisfies MerchantAccess;
/** A list that a merchant sees restricted to its app. */
export const OWN_APPS_LIST = { reach: "appid-in-query" } as const satisfies MerchantAccess;
/** The path names an order of the merchant's app. */
export const OWN_ORDER = { reach: "order-in-path" } as const satisfies MerchantAccess;
