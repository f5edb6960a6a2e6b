import type { ObjectSchema } from "../schema.js";
import type { Text } from "../text.js";

/** Where the operator's interface stands. */
export const ADMIN_PREFIX = "/admin/v1";
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
  readonly reply: ObjectSchema;
  /** The status of success. @default 200 */
  readonly status?: 200 | 201;
  /** What can be answered instead, by status. */
  readonly problems: Readonly<Record<number, Text>>;
}
