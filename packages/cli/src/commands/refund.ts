import {
  formatMoney,
  type RefundState,
  type Unchecked,
  type WeChatPayRefund,
} from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { type BatchFlags, batchCommand } from "../batch-command.js";
import { UsageError } from "../errors.js";
import { objectOf, openInput } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { TEXTS } from "../texts.js";

export interface RefundFlags extends AdminFlags, BatchFlags {}

/** `dingdan refund FILE`: records refunds of recorded payments. */
export async function refund(
  { terminal, environment, stdin }: Invocation,
  file: string,
  flags: RefundFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const input = await openInput(file, stdin);
  const send = (body: Unchecked) =>
    admin.call("recordRefund", { body: body as unknown as WeChatPayRefund });

  if (input.kind === "many") {
    const call = async (body: Unchecked) => (await send(body)).state;
    return batchCommand(terminal, input, flags, call, (state, count) => ({
      words: TEXTS.refund.count[state as RefundState](count),
      isGood: state !== "abnormal",
    }));
  }
  if (flags.failures !== undefined) throw new UsageError(TEXTS.input.failuresNeedMany);
  const reply = await send(objectOf(input));
  if (terminal.isJson) terminal.json(reply);
  else {
    const { out, language } = terminal;
    const mark = reply.state === "abnormal" ? out.style("yellow", "!") : out.style("green", "✓");
    const refunded = formatMoney(reply.refunded, language);
    const sum = TEXTS.refund.sum(refunded, formatMoney(reply.amount, language));
    out.line(`${mark} ${terminal.say(TEXTS.refund.state[reply.state])}`);
    out.line(`  ${out.dim(terminal.say(sum))}`);
  }
  return 0;
}
