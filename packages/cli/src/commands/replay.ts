import { isObject, parseInstantMs } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { UsageError } from "../errors.js";
import { explanationOf } from "../explanation.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AdminFlags, adminSettings } from "../settings/admin.js";
import { printFacts } from "../terminal/facts.js";
import { printable } from "../terminal/width.js";
import { TEXTS } from "../texts.js";

export interface ReplayFlags extends AdminFlags {
  readonly at?: string;
}

/** `dingdan replay RID`: replays a logged call and shows the new reply. */
export async function replay(
  { terminal, environment }: Invocation,
  question: string,
  { at, ...flags }: ReplayFlags,
): Promise<ExitCode> {
  const asked = explanationOf(question);
  if (asked.kind !== "rid") throw new UsageError(TEXTS.settings.noRid(question));
  if (at !== undefined && parseInstantMs(at) === null) {
    throw new UsageError(TEXTS.settings.badInstant("--at", at));
  }
  const admin = new AdminClient(adminSettings(flags, environment), terminal);
  const { rid, reply } = await admin.call("replayRequest", {
    rid: asked.rid,
    body: at === undefined ? {} : { at },
  });
  const errcode = errcodeOf(reply);
  if (terminal.isJson) terminal.json({ rid, reply });
  else {
    const { out } = terminal;
    const [colour, mark] = errcode === 0 ? (["green", "✓"] as const) : (["red", "✗"] as const);
    const answer = `${out.style(colour, mark)} ${out.style(colour, String(errcode))}`;
    out.line(`${answer}  ${terminal.say(TEXTS.replay.replayed(asked.rid))}`);
    printFacts(out, [[terminal.say(TEXTS.label.rid), rid]]);
    out.line();
    const lines = JSON.stringify(reply, null, 2).split("\n");
    for (const line of lines) out.line(`  ${printable(line)}`);
    out.line();
    out.line(`  ${out.dim(terminal.say(TEXTS.replay.next(rid)))}`);
  }
  return errcode === 0 ? 0 : 1;
}

/** Some successful replies, such as one with a token, have no errcode. */
function errcodeOf(reply: unknown): number {
  return isObject(reply) && typeof reply["errcode"] === "number" ? reply["errcode"] : 0;
}
