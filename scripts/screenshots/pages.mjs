// The pictures of the documentation: each is docs/images/NAME.png.

const PHONE = { width: 390, height: 780 };
const SMALL_PHONE = { width: 360, height: 780 };
const DESKTOP = { width: 1280, height: 800 };
const WIDE = { width: 1920, height: 1080 };

/**
 * @typedef {object} PagePicture
 * @property {string} name of the file
 * @property {string} path of the page; `{shipped}`, `{split}` and `{refunded}` are placeholders for ids of
 *   the buyer's orders, `{late}` of an order that was uploaded late, `{link}` for an unused one-time link,
 *   `{rejected}` for the rid of a rejected upload
 * @property {number} width in CSS pixels
 * @property {number} height
 * @property {"en" | "zh-CN"} language
 * @property {"light" | "dark"} colourScheme
 * @property {"none" | "buyer" | "operator"} who is signed in
 * @property {string} shows selector of an element that is visible once the page has its data
 */

/** @type {readonly PagePicture[]} */
export const PAGES = [
  page("welcome", "/", DESKTOP),
  page("reference", "/docs", DESKTOP),
  page("buyer-link", "/buyer/sessions/{link}", PHONE, { language: "zh-CN" }),
  page("buyer-orders", "/buyer/", PHONE, { who: "buyer" }),
  page("buyer-orders-zh", "/buyer/", PHONE, { who: "buyer", language: "zh-CN" }),
  page("buyer-orders-dark", "/buyer/", PHONE, {
    who: "buyer",
    language: "zh-CN",
    colourScheme: "dark",
  }),
  page("buyer-orders-desktop", "/buyer/", DESKTOP, { who: "buyer", language: "zh-CN" }),
  page("buyer-order", "/buyer/orders/{shipped}", PHONE, { who: "buyer" }),
  page("buyer-order-zh", "/buyer/orders/{split}", PHONE, { who: "buyer", language: "zh-CN" }),
  page("buyer-order-refunded", "/buyer/orders/{refunded}", PHONE, {
    who: "buyer",
    language: "zh-CN",
  }),
  ...[
    ["console", "", ".figure"],
    ["console-orders", "orders", "td"],
    ["console-apps", "apps", "td"],
    ["console-reviews", "reviews", "h1"],
    ["console-order", "orders/{late}", ".order-items"],
    ["console-requests", "requests", "td"],
    ["console-request", "requests/{rejected}", ".error-panel"],
    ["console-try", "try?rid={rejected}", "text=268485207"],
    ["console-wechatpay", "wechatpay", "td"],
  ].flatMap(([name, place, shows]) => [
    page(name, `/console/${place}`, DESKTOP, { who: "operator", shows }),
    page(`${name}-zh`, `/console/${place}`, DESKTOP, { who: "operator", language: "zh-CN", shows }),
  ]),
  page("console-orders-wide-zh", "/console/orders", WIDE, {
    who: "operator",
    language: "zh-CN",
    shows: "td",
  }),
  ...["orders", "orders/{late}"].map((place) =>
    page(
      `console-${place === "orders" ? "orders" : "order"}-phone-zh`,
      `/console/${place}`,
      SMALL_PHONE,
      {
        who: "operator",
        language: "zh-CN",
        colourScheme: "dark",
        shows: place === "orders" ? ".order-card" : ".order-items",
      },
    ),
  ),
  page("console-dark", "/console/", DESKTOP, {
    who: "operator",
    colourScheme: "dark",
    shows: ".figure",
  }),
];

/** @returns {PagePicture} */
function page(name, path, size, options = {}) {
  const { language = "en", colourScheme = "light", who = "none", shows = "body" } = options;
  return { name, path, ...size, language, colourScheme, who, shows };
}
