import { type Text, text } from "@dingdan/contract";

/**
 * The reason of a rejection. The platform's own reasons stand on the wire in English and are said in both
 * languages here; an operator's stay as they were written.
 */
export function reasonWords(reason: string): Text {
  const late = LATE.exec(reason)?.groups;
  if (late !== undefined) {
    const { count, all, seconds, slowest } = late;
    return text(
      `${count} of ${all} orders came more than ${seconds} s after payment; the slowest took ${slowest} s.`,
      `${all} 个订单中有 ${count} 个在支付完成 ${seconds} 秒后才上传，最慢 ${slowest} 秒。`,
    );
  }
  const own = OWN_REASONS.find(({ reason: known }) => known === reason);
  return own?.words ?? text(reason, reason);
}

/** The outcome of an app's last review, as the wire has it: `APPROVED`, or `REJECTED: ` and the reason. */
export function lastResultOf(
  wire: string,
): { readonly result: "approved" | "rejected"; readonly reason: string } | null {
  if (wire === "APPROVED") return { result: "approved", reason: "" };
  return wire.startsWith(REJECTED)
    ? { result: "rejected", reason: wire.slice(REJECTED.length) }
    : null;
}

const REJECTED = "REJECTED: ";

const LATE =
  /^(?<count>\d+) of (?<all>\d+) matched uploads came later than (?<seconds>\d+) s after their payment \(slowest: (?<slowest>[\d.]+) s\)$/;

const OWN_REASONS = [
  {
    reason: "no upload was matched to its payment since the permission was opened",
    words: text(
      "No order was matched to its payment since the permission was opened.",
      "开通权限以来没有与支付匹配的订单。",
    ),
  },
  {
    reason: "no upload was matched to its payment since the previous review",
    words: text(
      "No order was matched to its payment since the previous review.",
      "上次审核以来没有与支付匹配的订单。",
    ),
  },
  {
    reason: "decided by the operator",
    words: text("Decided by the operator.", "由运营方裁定。"),
  },
];
