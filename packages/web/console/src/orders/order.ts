import type { ADMIN_OPERATIONS, Infer } from "@dingdan/contract";

/** An order with all its details, as the operator's interface returns it. */
export type Order = Infer<typeof ADMIN_OPERATIONS.getOrder.reply>;
