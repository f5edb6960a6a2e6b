import {
  type AttentionReason,
  attentionExplanation,
  attentionWords,
  type OrderStatus,
  PERMISSION_TEXTS,
  type PermissionState,
  statusWords,
} from "@dingdan/contract";
import { Tag } from "antd";
import { useSay } from "../preferences/language.js";

const STATUS_COLOURS: Readonly<Record<OrderStatus, string>> = {
  needs_attention: "red",
  to_pay: "default",
  to_ship: "gold",
  partly_shipped: "gold",
  shipped: "cyan",
  received: "green",
  refund_in_progress: "blue",
  partly_refunded: "default",
  refunded: "default",
};

/** All statuses of an order, the most important first. */
export function StatusTags({
  statuses,
  needsParcel = true,
}: {
  readonly statuses: readonly OrderStatus[];
  readonly needsParcel?: boolean;
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

const REASON_COLOURS: Readonly<Record<AttentionReason, string>> = {
  other_payer: "red",
  other_form: "red",
  parts_differ: "red",
  contradicted: "red",
  not_approved: "orange",
  late: "orange",
};

/** Why an order needs attention, each with its explanation. */
export function ReasonTags({ reasons }: { readonly reasons: readonly AttentionReason[] }) {
  const say = useSay();
  return reasons.map((reason) => (
    <Tag key={reason} color={REASON_COLOURS[reason]} title={say(attentionExplanation(reason))}>
      {say(attentionWords(reason))}
    </Tag>
  ));
}

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
