import type { BuyerOrderRepresentation } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { moment, yuan } from "./format.js";
import type { PageContext } from "./page.js";
import { line } from "./parts.js";
import { sayIn } from "./texts.js";

/** A line for each refund: its state, amount and time. */
export const refundLines = (
  refunds: BuyerOrderRepresentation["refunds"],
  { language }: PageContext,
): Html =>
  html`${refunds.map(({ amount_fen, at, state }) =>
    line(
      sayIn(language)(state),
      html`<strong class="amount">${yuan(amount_fen, language)}</strong> <span class="note">${moment(at, language)}</span>`,
    ),
  )}`;
