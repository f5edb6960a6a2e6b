import {
  type MatchState,
  type OrderStatus,
  type PermissionState,
  statusWords,
  type Text,
  text,
} from "@dingdan/contract";
import { Tag } from "antd";
import { useSay } from "../preferences/language.js";

export const MATCH_STATE_TEXTS: Readonly<Record<MatchState, Text>> = {
  waiting: text("Waiting for payment", "等待支付"),
  matched: text("Matched", "已匹配"),
  mismatched: text("Different payer", "付款人不符"),
};

const MATCH_COLOURS = { waiting: "gold", matched: "green", mismatched: "red" } as const;

export function MatchTag({ state }: { readonly state: MatchState }) {
  const say = useSay();
  return <Tag color={MATCH_COLOURS[state]}>{say(MATCH_STATE_TEXTS[state])}</Tag>;
}

const STATUS_COLOURS: Readonly<Record<OrderStatus, string>> = {
  to_ship: "gold",
  partly_shipped: "gold",
  shipped: "green",
  refund_in_progress: "blue",
  partly_refunded: "default",
  refunded: "default",
};

/** All statuses of an order, the most important first; none before it is matched. */
export function StatusTags({
  statuses = [],
  needsParcel = true,
}: {
  readonly statuses: readonly OrderStatus[] | undefined;
  readonly needsParcel?: boolean | undefined;
}) {
  const say = useSay();
  return statuses.map((status) => (
    <Tag
      key={status}
      // Goods without a parcel wait for nothing.
      color={STATUS_COLOURS[needsParcel || status !== "to_ship" ? status : "shipped"]}
    >
      {say(statusWords(status, needsParcel))}
    </Tag>
  ));
}

export const ATTENTION_TEXT = text("Needs attention", "需要处理");

/** Marks an order whose payment was reported with a contradicting fact. */
export function AttentionTag() {
  const say = useSay();
  return <Tag color="red">{say(ATTENTION_TEXT)}</Tag>;
}

export const PERMISSION_TEXTS: Readonly<Record<PermissionState, Text>> = {
  closed: text("Closed", "未开通"),
  open: text("Open", "已开通"),
  reviewing: text("In review", "审核中"),
  approved: text("Approved", "已通过"),
  rejected: text("Rejected", "未通过"),
};

const PERMISSION_COLOURS = {
  closed: "default",
  open: "blue",
  reviewing: "gold",
  approved: "green",
  rejected: "red",
} as const;

export function PermissionTag({ state }: { readonly state: PermissionState }) {
  const say = useSay();
  return <Tag color={PERMISSION_COLOURS[state]}>{say(PERMISSION_TEXTS[state])}</Tag>;
}

/** The errcode of a call: 0 is success. */
export function ErrcodeTag({ errcode }: { readonly errcode: number }) {
  return (
    <Tag color={errcode === 0 ? "green" : "red"} className="num">
      {errcode}
    </Tag>
  );
}
