// The names of states stand apart from the operations, so that the console loads one without the other.

/** States of an upload relative to its payment, and of a payment relative to its upload. */
export const MATCH_STATES = ["waiting", "matched", "mismatched"] as const;
export type MatchState = (typeof MATCH_STATES)[number];

/** The names of the states of a payment under shipping information management: state 1 comes first. */
export const TRADE_STATE_NAMES = [
  "unshipped",
  "shipped",
  "confirmed",
  "settled",
  "refunded",
  "unsettled",
] as const;
export type TradeStateName = (typeof TRADE_STATE_NAMES)[number];
