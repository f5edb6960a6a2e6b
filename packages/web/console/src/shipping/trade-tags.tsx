import { type TradeMoney, type TradeOrderSummaryRepresentation } from "@dingdan/contract";
import { Tag } from "antd";
import { useSay } from "../preferences/language.js";
import {
  COMPLAINT_TEXT,
  MONEY_TEXTS,
  STATE_COLOURS,
  STATE_TEXTS,
  UNMANAGED_TEXT,
} from "./trade-texts.js";

type Shown = Pick<
  TradeOrderSummaryRepresentation,
  "state_name" | "in_complaint" | "unmanaged_reason"
>;

/** The state of a trade order in plain words, and its open complaint. */
export function TradeTags({ order }: { readonly order: Shown }) {
  const say = useSay();
  const { state_name: state, in_complaint: isInComplaint, unmanaged_reason: reason } = order;
  if (reason !== undefined) return <Tag>{say(UNMANAGED_TEXT)}</Tag>;
  return (
    <>
      <Tag color={STATE_COLOURS[state]}>{say(STATE_TEXTS[state])}</Tag>
      {isInComplaint && <Tag color="red">{say(COMPLAINT_TEXT)}</Tag>}
    </>
  );
}

const MONEY_COLOURS: Readonly<Record<TradeMoney, string>> = {
  frozen: "blue",
  released: "green",
  returned: "default",
  unmanaged: "default",
};

/** Where the money of a payment is. */
export function MoneyTag({ money }: { readonly money: TradeMoney }) {
  const say = useSay();
  return <Tag color={MONEY_COLOURS[money]}>{say(MONEY_TEXTS[money])}</Tag>;
}
