import { type Text, text } from "@dingdan/contract";
import { TRADE_STATE, type TradeState } from "./trade-order.js";

export interface TradeMove {
  readonly from: readonly TradeState[];
  readonly to: TradeState;
  /** What makes the move. */
  readonly by: Text;
}

const { UNSHIPPED, SHIPPED, CONFIRMED, SETTLED, REFUNDED, UNSETTLED } = TRADE_STATE;

/** Every move between the states; the documents draw them from here. @see shipping-management, §10 */
export const TRADE_MOVES = {
  ship: {
    from: [UNSHIPPED],
    to: SHIPPED,
    by: text("an upload that completes the shipping", "完成发货的上传"),
  },
  reship: {
    from: [SHIPPED],
    to: SHIPPED,
    by: text("the one re-shipment", "唯一一次重新发货"),
  },
  confirm: {
    from: [SHIPPED],
    to: CONFIRMED,
    by: text(
      "the buyer confirms the receipt, or 10 days (couriers) or 2 days (others) pass",
      "买家确认收货，或发货后满 10 天（物流快递）或 2 天（其他方式）",
    ),
  },
  confirmInComplaint: {
    from: [SHIPPED],
    to: UNSETTLED,
    by: text("the buyer confirms while a complaint is open", "投诉期间买家确认收货"),
  },
  complain: {
    from: [CONFIRMED],
    to: UNSETTLED,
    by: text("a complaint is opened before the settlement", "结算前买家发起投诉"),
  },
  settle: {
    from: [CONFIRMED],
    to: SETTLED,
    by: text("the settlement time passes (0 s by default)", "到达结算时间（默认 0 秒）"),
  },
  settleAfterComplaint: {
    from: [UNSETTLED],
    to: SETTLED,
    by: text("the complaint is closed", "投诉关闭"),
  },
  refund: {
    from: [UNSHIPPED, SHIPPED, CONFIRMED, UNSETTLED, SETTLED],
    to: REFUNDED,
    by: text("all of the payment is refunded", "支付全额退款"),
  },
} as const satisfies Record<string, TradeMove>;

export type TradeMoveName = keyof typeof TRADE_MOVES;

export const canMove = (state: TradeState, name: TradeMoveName): boolean =>
  (TRADE_MOVES[name].from as readonly TradeState[]).includes(state);

/** The state after a move; null when the state does not allow it. */
export const stateAfter = (state: TradeState, name: TradeMoveName): TradeState | null =>
  canMove(state, name) ? TRADE_MOVES[name].to : null;
