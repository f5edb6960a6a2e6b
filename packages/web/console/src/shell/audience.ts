import type { ConsoleRole } from "@dingdan/contract";

/** Who sees a page. */
export interface Audience {
  /** True: merchants see it, too. */
  readonly isForMerchants: boolean;
  /** True: only owners see it. */
  readonly isForOwners?: boolean;
}

/** Whether a session with this role sees a page. */
export const isSeenBy = (
  role: ConsoleRole,
  { isForMerchants, isForOwners = false }: Audience,
): boolean => (role !== "merchant" || isForMerchants) && (role === "owner" || !isForOwners);
