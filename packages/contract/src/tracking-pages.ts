/**
 * The public tracking pages of carriers, by the carrier's code: what comes before the tracking number.
 * Only pages that show a parcel by its number alone. Each carrier is one of the list of carriers.
 */
const TRACKING_PAGES: Readonly<Record<string, string>> = {
  SF: "https://www.sf-express.com/chn/sc/waybill/waybill-detail/",
  ZTO: "https://www.zto.com/express/expressCheck.html?txtBill=",
  JD: "https://www.jdl.com/orderSearch/?waybillCodes=",
  DHL: "https://www.dhl.com/global-en/home/tracking/tracking-express.html?submit=1&tracking-id=",
};

/** The codes of the carriers whose tracking page is known. */
export const TRACKED_CARRIER_IDS: readonly string[] = Object.keys(TRACKING_PAGES);

/**
 * The carrier's page about a parcel; null for a carrier whose page is not known, and for a text that is
 * no tracking number: letters, digits and hyphens.
 *
 * `trackingPage("ZTO", "789")` → `https://www.zto.com/express/expressCheck.html?txtBill=789`
 */
export function trackingPage(carrier: string, trackingNo: string): string | null {
  const isNumber = /^[0-9A-Za-z-]{1,64}$/.test(trackingNo);
  if (!isNumber || !Object.hasOwn(TRACKING_PAGES, carrier)) return null;
  return `${TRACKING_PAGES[carrier]}${encodeURIComponent(trackingNo)}`;
}
