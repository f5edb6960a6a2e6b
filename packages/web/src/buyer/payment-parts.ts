import type { BuyerOrderRepresentation } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { amountLines, noteIfUnknown } from "./amounts.js";
import type { PageContext } from "./page.js";
import { copyable, line, NOTHING } from "./parts.js";
import { type Say, sayIn } from "./texts.js";

/** The lines of a payment's numbers. A combined payment may have none of its own. */
export function numberLines(order: BuyerOrderRepresentation, { language }: PageContext): Html {
  const say = sayIn(language);
  const hasNone = order.transaction_id === undefined && order.parts !== undefined;
  return html`${hasNone ? line(say("transaction"), html`<span class="note">${say("noNumber")}</span>`) : NOTHING}
${numbers(order, say)}`;
}

/** The sub-payments of a combined payment, each with its numbers and amounts. */
export const paymentParts = (
  parts: NonNullable<BuyerOrderRepresentation["parts"]>,
  { language }: PageContext,
): Html =>
  html`${parts.map(
    (
      part,
      index,
    ) => html`<div class="part"><h3 class="part__name">${sayIn(language)("part")} ${index + 1}</h3>
<dl class="weui-form-preview__bd">${amountLines(part, language)}
${numbers(part, sayIn(language))}</dl>${noteIfUnknown(part, "paidUnknown", language)}</div>
`,
  )}`;

type Numbers = Pick<BuyerOrderRepresentation, "transaction_id" | "out_trade_no">;

const numbers = ({ transaction_id: transaction, out_trade_no: tradeNo }: Numbers, say: Say): Html =>
  html`${transaction === undefined ? NOTHING : line(say("transaction"), copyable(transaction, say))}
${tradeNo === undefined ? NOTHING : line(say("tradeNo"), copyable(tradeNo, say))}`;
