import type { Infer, ORDER_OPERATIONS } from "@dingdan/contract";

/** An order with all its details, as the operator's interface returns it. */
export type Order = Infer<typeof ORDER_OPERATIONS.getOrder.reply>;
