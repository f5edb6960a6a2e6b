import type { Text, TradeManagementRepresentation } from "@dingdan/contract";
import { SHIPPING_TEXTS } from "../shipping/shipping-texts.js";
import type { Fact } from "./facts.js";
import type { Terminal } from "./terminal.js";
import { instant } from "./values.js";

const { settings: TEXTS } = SHIPPING_TEXTS;

/** An app's settings of shipping information management. */
export function tradeSettingFacts(
  trade: TradeManagementRepresentation,
  terminal: Pick<Terminal, "say">,
): Fact[] {
  const { label } = TEXTS;
  const say = (words: Text) => terminal.say(words);
  const onOff = (isOn: boolean) => say(isOn ? TEXTS.on : TEXTS.off);
  const seconds = (count: number) => say(TEXTS.seconds(count));
  return [
    [say(label.admitted), onOff(trade.admitted)],
    [say(label.managed), onOff(trade.managed)],
    [say(label.completed), onOff(trade.completed)],
    [say(label.ingestion), seconds(trade.ingestion_seconds)],
    [say(label.settle), seconds(trade.settle_seconds)],
    [say(label.authorizedAt), instant(trade.authorized_at)],
    [say(label.signed), onOff(trade.path_agreement_signed)],
    [say(label.receipt), onOff(trade.buyers_confirm_receipt)],
    [say(label.strict), onOff(trade.strict_uploads)],
    [say(label.sets), onOff(trade.permission_sets_of_2023)],
    [say(label.controlled), onOff(trade.controlled)],
  ];
}
