import type { AnySchema, ObjectSchema } from "../schema.js";
import type { Text } from "../text.js";

/** Where the operator's interface stands. */
export const ADMIN_PREFIX = "/admin/v1";
/** Where the console signs in and out. */
export const CONSOLE_PREFIX = "/console/v1";
/** Where the buyer's interface stands. */
export const BUYER_PREFIX = "/buyer/v1";

/**
 * One call of the operator's or the buyer's interface: ordinary HTTP, unlike the wire. Errors are
 * `application/problem+json` (RFC 9457).
 */
export interface HttpOperation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the interface's prefix, with `:name` for a part that varies. */
  readonly path: string;
  readonly summary: Text;
  readonly query?: ObjectSchema;
  readonly body?: ObjectSchema;
  /** The body is judged as the wire judges one, whatever it holds, instead of by a schema. */
  readonly wireBody?: true;
  readonly reply: ObjectSchema | AnySchema;
  /** Of a reply that is a file and no JSON: what it may be. */
  readonly replyTypes?: readonly string[];
  /** The status of success. @default 200 */
  readonly status?: 200 | 201;
  /** What can be answered instead, by status. */
  readonly problems: Readonly<Record<number, Text>>;
  /**
   * What a merchant's session may do with a call of the operator's interface; absent: nothing.
   */
  readonly merchant?: MerchantAccess;
}

/**
 * A merchant reaches its own app and nothing else.
 * - `appid-in-path`: the path's `:appid` must be its own;
 * - `appid-in-query`: so must the query's `appid`, which is its own when left out;
 * - `order-in-path`: the path's `:id` must be an order of its app;
 * - `anything`: the reply tells nothing of any app.
 */
export interface MerchantAccess {
  readonly reach: "appid-in-path" | "appid-in-query" | "order-in-path" | "anything";
  /** Members of the body that it may send; absent: all. */
  readonly members?: readonly string[];
}

/** A call whose path names the merchant's app. */
export const OWN_APP = { reach: "appid-in-path" } as const satisfies MerchantAccess;
/** A list that shows a merchant what is its app's. */
export const OWN_APPS_LIST = { reach: "appid-in-query" } as const satisfies MerchantAccess;
/** A call whose path names an order of the merchant's app. */
export const OWN_ORDER = { reach: "order-in-path" } as const satisfies MerchantAccess;
