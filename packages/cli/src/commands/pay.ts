import {
  formatChinaTime,
  type MatchState,
  type TransactionRepresentation,
  type Unchecked,
} from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { type BatchFlags, batchCommand } from "../batch-command.js";
import { UsageError } from "../errors.js";
import { objectOf, openInput } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { TEXTS } from "../texts.js";

export interface PayFlags extends AdminFlags, BatchFlags {
  readonly now?: true;
}

/** `dingdan pay FILE`: records completed payments. */
export async function pay(
  { terminal, environment, stdin }: Invocation,
  file: string,
  flags: PayFlags,
): Promise<ExitCode> {
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const input = await openInput(file, stdin);
  const send = (payment: Unchecked) => {
    const completed = flags.now ? { success_time: formatChinaTime(Date.now()) } : {};
    const body = { ...payment, ...completed } as unknown as TransactionRepresentation;
    return admin.call("recordPayment", { body });
  };

  if (input.kind === "many") {
    const call = async (payment: Unchecked) => (await send(payment)).state;
    return batchCommand(terminal, input, flags, call, (state, count) => ({
      words: TEXTS.pay.count[state as MatchState](count),
      isGood: state !== "mismatched",
    }));
  }
  if (flags.failures !== undefined) throw new UsageError(TEXTS.input.failuresNeedMany);
  const reply = await send(objectOf(input));
  if (terminal.isJson) terminal.json(reply);
  else {
    const { out } = terminal;
    const mark = reply.state === "mismatched" ? out.style("yellow", "!") : out.style("green", "✓");
    out.line(`${mark} ${terminal.say(TEXTS.pay[reply.state])}`);
  }
  return 0;
}
