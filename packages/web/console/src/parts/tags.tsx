import { type MatchState, type PermissionState, type Text, text } from "@dingdan/contract";
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
