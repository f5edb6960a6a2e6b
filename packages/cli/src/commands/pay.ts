import { formatChinaTime, type TransactionRepresentation, type Unchecked } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { batchCommand } from "../batch-command.js";
import { UsageError } from "../errors.js";
import { objectOf, openInput } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { adminSettings } from "../settings/admin.js";
import { printManaged } from "../shipping/print-managed.js";
import { TEXTS as NOTICE_TEXTS } from "../test-notice/texts.js";
import { TEXTS } from "../texts.js";
import { isNotice, type NotifyFlags, payNotify } from "./pay-notify.js";

export interface PayFlags extends NotifyFlags {}

/** `dingdan pay FILE`: records completed payments. With `--notify`, it sends a notice instead. */
export async function pay(
  invocation: Invocation,
  file: string,
  flags: PayFlags,
): Promise<ExitCode> {
  if (isNotice(flags)) return payNotify(invocation, file, flags);
  if (flags.kind !== undefined) throw new UsageError(NOTICE_TEXTS.needsNotify("--kind"));
  if (flags.mchid !== undefined) throw new UsageError(NOTICE_TEXTS.needsNotify("--mchid"));
  return record(invocation, file, flags);
}

async function record(
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
      words: TEXTS.pay.count[state as keyof typeof TEXTS.pay.count](count),
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
    printManaged(terminal, reply);
  }
  return 0;
}
