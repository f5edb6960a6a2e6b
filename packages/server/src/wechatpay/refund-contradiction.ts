import type { WeChatPayRefund } from "@dingdan/contract";
import { canFollow, type IncomingRefund, type RefundDecision } from "../domain/refund.js";
import type { Payment } from "../domain/stored-order.js";

/** A refund that contradicts what is recorded. Its payment needs attention. */
export interface RefundContradiction {
  readonly kind: "contradiction";
  readonly facts: NonNullable<Payment["contradiction"]>;
}

type RefusedRefund = Extract<
  RefundDecision,
  { readonly kind: "conflict" | "outdated" | "excessive" }
>;

/**
 * What a person compares when a refund was refused; null for a late report of an earlier state, which
 * contradicts nothing: notices arrive in any order.
 */
export function refundContradiction(
  decision: RefusedRefund,
  incoming: IncomingRefund,
): RefundContradiction | null {
  const { refundId, state, receivedAtMs: atMs } = incoming;
  const facts = { number: `refund_id ${refundId}`, atMs };
  switch (decision.kind) {
    case "conflict": {
      const { path, recorded } = decision;
      return {
        kind: "contradiction",
        facts: { ...facts, path, recorded, reported: reportedMember(incoming, path) },
      };
    }
    case "outdated":
      if (canFollow(state, decision.state)) return null;
      return {
        kind: "contradiction",
        facts: { ...facts, path: "refund_status", recorded: decision.state, reported: state },
      };
    case "excessive": {
      // What is refunded already, of the total.
      const { refunded, total } = decision;
      const recorded = `${refunded.amountMinor} / ${total.amountMinor}`;
      return {
        kind: "contradiction",
        facts: {
          ...facts,
          path: "amount.refund",
          recorded,
          reported: String(incoming.amountMinor),
        },
      };
    }
  }
}

/** The value of a member in the object of WeChat Pay: `amount.total`. */
function reportedMember({ refund, mchids }: IncomingRefund, path: string): string {
  if (path === "mchid") return mchids.join(", ");
  const object = JSON.parse(refund) as WeChatPayRefund & Readonly<Record<string, unknown>>;
  const [name = "", member] = path.split(".");
  const value = object[name];
  const found =
    member === undefined ? value : (value as Record<string, unknown> | undefined)?.[member];
  return typeof found === "number" || typeof found === "string" ? String(found) : "";
}
