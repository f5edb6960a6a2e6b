import type { BuyerOrderRepresentation } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { moment } from "./format.js";
import { orderBadges } from "./order-badges.js";
import type { PageContext } from "./page.js";
import { foreign, NOTHING } from "./parts.js";
import { saysMore } from "./shipment-parts.js";
import { parcelsSent, sayIn, type TextName } from "./texts.js";

/** The head of an order's page: its statuses, and what that means for the buyer. */
export const statusHead = (order: BuyerOrderRepresentation, context: PageContext): Html =>
  headOf(orderBadges(order, context.language), nextSteps(order, context));

/** A page's head: the status in large type, and sentences below it. */
export const headOf = (status: Html, sentences: readonly Html[]): Html =>
  html`<header class="hero"><h1 class="hero__status">${status}</h1>
${sentences.map((sentence) => html`<p class="hero__next">${sentence}</p>`)}</header>`;

/** What happened to the money, then what happens with the goods. */
function nextSteps(order: BuyerOrderRepresentation, context: PageContext): Html[] {
  const say = sayIn(context.language);
  const names = [refundStep(order), goodsStep(order)].filter((name) => name !== null);
  const sentences = names.map((name) => html`${say(name)}`);
  const handedOver = isHandedOver(order) ? [handedOverTo(order, context)] : [];
  return [...sentences, ...handedOver];
}

function refundStep({ statuses }: BuyerOrderRepresentation): TextName | null {
  if (statuses.includes("refund_in_progress")) return "refundUnderWay";
  return statuses.includes("refunded") ? "refundPaidBack" : null;
}

/** What the goods wait for; null if they wait for nothing, or if the shipment says it below. */
function goodsStep(order: BuyerOrderRepresentation): TextName | null {
  const { statuses, parcels, shipments = [], needs_parcel: needsParcel } = order;
  if (statuses.includes("partly_shipped")) return "partlyShipped";
  if (parcels.length > 0 || shipments.some(saysMore)) return null;
  if (!needsParcel) return "noShipping";
  if (statuses.includes("refunded")) return "neverShipped";
  return statuses.includes("to_ship") ? "notShipped" : null;
}

const isHandedOver = ({ statuses, parcels }: BuyerOrderRepresentation): boolean =>
  parcels.length > 0 && (statuses.includes("shipped") || statuses.includes("received"));

/** When the last parcel was handed to its carrier, and to which if there is only one. */
function handedOverTo({ parcels, timeline }: BuyerOrderRepresentation, context: PageContext): Html {
  const { language } = context;
  const say = sayIn(language);
  const carriers = new Set(parcels.map(({ carrier_name: name }) => name));
  const [only] = carriers;
  const shipped = timeline.findLast(({ event }) => event === "shipped");
  const at = shipped === undefined ? NOTHING : html` · ${moment(shipped.at, language)}`;
  return carriers.size === 1 && only !== undefined
    ? html`${say("sentWith")}${foreign(only)}${at}`
    : html`${parcelsSent(parcels.length, language)}${at}`;
}
