import type { TradeManagementRepresentation } from "@dingdan/contract";
import { AdminClient } from "../admin-client.js";
import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AppShippingFlags, appShippingSettings } from "../settings/app-shipping.js";
import { SHIPPING_TEXTS } from "../shipping/shipping-texts.js";
import { printFacts } from "../terminal/facts.js";
import type { Terminal } from "../terminal/terminal.js";
import { instant } from "../terminal/values.js";

const { settings: TEXTS } = SHIPPING_TEXTS;

/** `dingdan app shipping APPID`: shows or changes an app's settings of shipping information management. */
export async function appShipping(
  { terminal, environment }: Invocation,
  appid: string,
  flags: AppShippingFlags,
): Promise<ExitCode> {
  const { admin: settings, change } = appShippingSettings(flags, environment);
  const admin = new AdminClient(settings, terminal);
  const app =
    change === null
      ? await admin.call("getApp", { appid })
      : await admin.call("updateApp", { appid, body: { trade_management: change } });
  const { trade_management: trade } = app;
  if (trade === undefined) throw new UsageError(TEXTS.none(appid));
  const { out } = terminal;
  if (terminal.isJson) terminal.json(trade);
  else {
    if (change !== null) out.line(`${out.style("green", "✓")} ${terminal.say(TEXTS.changed)}`);
    printSettings(terminal, trade);
  }
  return 0;
}

function printSettings(terminal: Terminal, trade: TradeManagementRepresentation): void {
  const { label } = TEXTS;
  const onOff = (isOn: boolean) => terminal.say(isOn ? TEXTS.on : TEXTS.off);
  const seconds = (count: number) => terminal.say(TEXTS.seconds(count));
  printFacts(terminal.out, [
    [terminal.say(label.admitted), onOff(trade.admitted)],
    [terminal.say(label.managed), onOff(trade.managed)],
    [terminal.say(label.completed), onOff(trade.completed)],
    [terminal.say(label.ingestion), seconds(trade.ingestion_seconds)],
    [terminal.say(label.settle), seconds(trade.settle_seconds)],
    [terminal.say(label.authorizedAt), instant(trade.authorized_at)],
    [terminal.say(label.signed), onOff(trade.path_agreement_signed)],
    [terminal.say(label.receipt), onOff(trade.buyers_confirm_receipt)],
    [terminal.say(label.strict), onOff(trade.strict_uploads)],
    [terminal.say(label.sets), onOff(trade.permission_sets_of_2023)],
    [terminal.say(label.controlled), onOff(trade.controlled)],
  ]);
}
