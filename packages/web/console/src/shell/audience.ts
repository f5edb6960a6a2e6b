import { type AdminRole, type ConsoleRole, includesRole } from "@dingdan/contract";

/** Who sees a page. */
export interface Audience {
  /** True: merchants see it, too. */
  readonly isForMerchants: boolean;
  /** The least role of an admin key that sees it. @default "read_only" */
  readonly role?: AdminRole;
}

/** Whether a session with this role sees a page. */
export const isSeenBy = (
  role: ConsoleRole,
  { isForMerchants, role: needed = "read_only" }: Audience,
): boolean => (role === "merchant" ? isForMerchants : includesRole(role, needed));
