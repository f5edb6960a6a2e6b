import type { UploadShoppingInfoRequest } from "@dingdan/client";
import type { Unchecked } from "@dingdan/contract";
import { type BatchFlags, batchCommand } from "../batch-command.js";
import { UsageError } from "../errors.js";
import { objectOf, openInput } from "../input.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type ClientFlags, clientSettings } from "../settings/client.js";
import { WireClient } from "../shopping-orders.js";
import { TEXTS } from "../texts.js";

export type UploadFlags = ClientFlags & BatchFlags;

/** `dingdan upload FILE`: sends one upload, or many. */
export async function upload(
  { terminal, environment, stdin }: Invocation,
  file: string,
  flags: UploadFlags,
): Promise<ExitCode> {
  const wire = new WireClient(clientSettings(flags, environment), terminal);
  const input = await openInput(file, stdin);
  // The document is sent unchecked: the server validates it.
  const send = (body: Unchecked) =>
    wire.call((sdk) => sdk.uploadShoppingInfo(body as unknown as UploadShoppingInfoRequest));

  if (input.kind === "many") {
    const call = async (body: Unchecked) => {
      await send(body);
      return "stored";
    };
    return batchCommand(terminal, input, flags, call, (_, count) => ({
      words: TEXTS.upload.storedMany(count),
      isGood: true,
    }));
  }
  if (flags.failures !== undefined) throw new UsageError(TEXTS.input.failuresNeedMany);
  const reply = await send(objectOf(input));
  if (terminal.isJson) terminal.json(reply);
  else {
    const { out } = terminal;
    out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.upload.stored)}`);
    if (file !== "-") out.line(`  ${out.dim(terminal.say(TEXTS.upload.next(file)))}`);
  }
  return 0;
}
