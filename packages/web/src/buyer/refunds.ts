import {
  formatMoney,
  type Language,
  type RefundRepresentation,
  type RefundState,
  statusWords,
} from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { moment } from "./format.js";
import type { PageContext } from "./page.js";
import { line, NOTHING } from "./parts.js";
import { sayIn } from "./texts.js";

/** A line for each refund: its state, what came back to the buyer, and its time. */
export const refundLines = (
  refunds: readonly RefundRepresentation[],
  { language }: PageContext,
): Html =>
  html`${refunds.map(({ amount, payer_amount: payer, at, state }) =>
    line(
      refundWords(state, language),
      html`<strong class="amount">${formatMoney(payer ?? amount, language)}</strong> <span class="note">${moment(at, language)}</span>${
        payer === undefined
          ? html` <span class="note note_unknown">${sayIn(language)("refundShareUnknown")}</span>`
          : NOTHING
      }`,
    ),
  )}`;

/** The words of a refund's state; where it decides the order's status, they are those of the status. */
function refundWords(state: RefundState, language: Language): string {
  if (state === "processing") return statusWords("refund_in_progress")[language];
  if (state === "succeeded") return statusWords("refunded")[language];
  return sayIn(language)(state);
}
