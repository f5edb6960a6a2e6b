import { type PAYMENT_OPERATIONS, UNMANAGED_REASON_TEXTS } from "@dingdan/contract";
import { type HttpReply } from "../http-operation.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";
import { MANAGED_TEXTS, UNMANAGED_NEXT } from "./managed-texts.js";

type Reply = HttpReply<typeof PAYMENT_OPERATIONS.recordPayment>;

/**
 * Prints whether a recorded payment is under shipping information management and, if not, why and what to
 * do. The parts of a combined payment have a line each.
 */
export function printManaged(terminal: Terminal, { managed, managed_parts: parts }: Reply): void {
  const { out } = terminal;
  const shown = parts ?? (managed === undefined ? [] : [managed]);
  for (const { transaction_id: id, reason, visible_at: from } of shown) {
    const of = parts === undefined ? "" : `${id}: `;
    if (reason === undefined) {
      const words = MANAGED_TEXTS.managed(instant(from) ?? "");
      out.line(`${out.style("green", "✓")} ${of}${terminal.say(words)}`);
    } else {
      const words = MANAGED_TEXTS.unmanaged(UNMANAGED_REASON_TEXTS[reason]);
      out.line(`${out.style("yellow", "!")} ${of}${terminal.say(words)}`);
      out.line(`  ${out.dim(`→ ${terminal.say(UNMANAGED_NEXT[reason])}`)}`);
    }
  }
}
