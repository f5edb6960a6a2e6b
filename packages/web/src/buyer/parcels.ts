import { trackingPage } from "@dingdan/contract";
import { type Html, html } from "../html.js";
import { outLink } from "./links.js";
import type { PageContext } from "./page.js";
import { copyable, foreign, line, NOTHING } from "./parts.js";
import { sayIn } from "./texts.js";

interface Parcel {
  readonly express_company: string;
  readonly carrier_name: string;
  /** Same-city delivery, virtual goods and self pick-up may have none. */
  readonly tracking_no: string;
}

/** Parcels one below the other: carrier, number, the carrier's page, then what is in them. */
export const parcelRows = <P extends Parcel>(
  parcels: readonly P[],
  contentLines: (parcel: P) => Html,
  context: PageContext,
): Html =>
  html`${parcels.map((parcel, index) => {
    const number = parcels.length === 1 ? "" : ` ${index + 1}`;
    const carrier = parcel.carrier_name === "" ? NOTHING : foreign(parcel.carrier_name);
    return html`<div class="parcel"><h3 class="parcel__name">${carrier} <span class="note">${sayIn(context.language)("parcel")}${number}</span></h3>
<dl class="weui-form-preview__bd">${trackingLine(parcel, context)}
${contentLines(parcel)}</dl>
${trackingLink(parcel, context)}</div>
`;
  })}`;

function trackingLine({ tracking_no: number }: Parcel, { language }: PageContext): Html {
  const say = sayIn(language);
  return number === "" ? NOTHING : line(say("trackingNo"), copyable(number, say));
}

function trackingLink(parcel: Parcel, context: PageContext): Html {
  const page = trackingPage(parcel.express_company, parcel.tracking_no);
  return page === null
    ? NOTHING
    : html`<p class="parcel__track">${outLink(page, sayIn(context.language)("track"), context)}</p>`;
}
