import type { ExitCode, Invocation } from "../invocation.js";
import { type ClientFlags, clientSettings } from "../settings/client.js";
import { WireClient } from "../shopping-orders.js";
import { printFacts } from "../terminal/facts.js";
import { TEXTS } from "../texts.js";

/** `dingdan confirm`: submits the app for the access review. */
export async function confirm(
  { terminal, environment }: Invocation,
  flags: ClientFlags,
): Promise<ExitCode> {
  const wire = new WireClient(clientSettings(flags, environment), terminal);
  const reply = await wire.call((sdk) => sdk.confirmProductPermission());
  if (terminal.isJson) {
    terminal.json(reply);
    return 0;
  }
  const { out } = terminal;
  out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.confirm.submitted)}`);
  const lastResult = reply.last_result || terminal.say(TEXTS.confirm.noResultYet);
  printFacts(out, [[terminal.say(TEXTS.label.lastResult), lastResult]]);
  return 0;
}
