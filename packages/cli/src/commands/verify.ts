import type { VerifyUploadResultRequest } from "@dingdan/client";
import { VERIFY_RESULTS } from "@dingdan/contract";
import { readObject } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type ClientFlags, clientSettings } from "../settings/client.js";
import { WireClient } from "../shopping-orders.js";

/** The members of an upload that verify takes; `pay` is the payer's name in old documents. */
const MEMBERS: ReadonlySet<string> = new Set(["order_key", "payer", "pay"]);

/** `dingdan verify FILE`: shows whether an upload became an order. */
export async function verify(
  { terminal, environment, stdin }: Invocation,
  file: string,
  flags: ClientFlags,
): Promise<ExitCode> {
  const wire = new WireClient(clientSettings(flags, environment), terminal);
  const { value } = await readObject(file, stdin);
  const asked = Object.fromEntries(
    Object.entries(value).filter(([name]) => MEMBERS.has(name)),
  ) as unknown as VerifyUploadResultRequest;
  const reply = await wire.call((sdk) => sdk.shoppingInfoVerifyUploadResult(asked));
  if (terminal.isJson) {
    terminal.json(reply);
    return 0;
  }
  const { out } = terminal;
  const [code = "", ...description] = reply.verify_result.split(": ");
  const isSuccess = code === "SUCCESS";
  const mark = isSuccess ? out.style("green", "✓") : out.style("yellow", "!");
  const meaning = Object.hasOwn(VERIFY_RESULTS, code)
    ? terminal.say(VERIFY_RESULTS[code as keyof typeof VERIFY_RESULTS])
    : description.join(": ");
  out.line(`${mark} ${out.bold(code)}  ${meaning}`);
  return 0;
}
