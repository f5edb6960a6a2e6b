import { AdminClient } from "../admin-client.js";
import { UsageError } from "../errors.js";
import type { ExitCode, Invocation } from "../invocation.js";
import { type AppShippingFlags, appShippingSettings } from "../settings/app-shipping.js";
import { SHIPPING_TEXTS } from "../shipping/shipping-texts.js";
import { printFacts } from "../terminal/facts.js";
import { tradeSettingFacts } from "../terminal/trade-setting-facts.js";

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
    printFacts(out, tradeSettingFacts(trade, terminal));
  }
  return 0;
}
